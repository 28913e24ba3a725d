import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StageStack } from '../../lib/stage-stack.ts';
import { dev, prod, type StageDefinition } from '../../platform/stages.ts';

class Example extends StageStack {
  constructor(scope: App, stage: StageDefinition, holdsData: boolean) {
    super(scope, `${stage.name}-${holdsData}`, { stage, holdsData, description: 'An example' });
    new Bucket(this, 'Bucket');
  }
}

const app = new App();

describe('a stack of a stage', () => {
  it('is in the zones and the region of its stage, and in no account', () => {
    const stack = new Example(app, prod, false);
    expect(stack.availabilityZones).toEqual(prod.zones);
    expect(stack.region).toBe(prod.region);
    expect(stack.account).toContain('AWS.AccountId');
  });

  it.each([
    [dev, true, false],
    [prod, true, true],
    [dev, false, false],
    [prod, false, false],
  ])('is protected where it holds data that its stage protects', (stage, holdsData, protectedNow) => {
    expect(new Example(new App(), stage, holdsData).terminationProtection).toBe(protectedNow);
  });

  it('says in its tags whose it is', () => {
    const scope = new App();
    const stack = new Example(scope, dev, true);
    const { template } = scope.synth().getStackArtifact(stack.artifactId);
    const [bucket] = Object.values(template.Resources) as { Properties: { Tags: unknown } }[];
    expect(bucket?.Properties.Tags).toEqual([
      { Key: 'platform', Value: 'shoal' },
      { Key: 'stage', Value: 'dev' },
    ]);
  });
});
