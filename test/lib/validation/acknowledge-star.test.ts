import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { acknowledge } from '../../../lib/validation/acknowledge.ts';
import { acknowledgeStar } from '../../../lib/validation/acknowledge-star.ts';
import { checkAwsSolutions } from '../../../lib/validation/cdk-nag.ts';

// CDK's own rules have nothing to say about these, and take their time.
process.env.CDK_VALIDATION = 'false';

type ArnIn = (stack: Stack, secret: Secret) => string;

const arns: readonly (readonly [string, ArnIn])[] = [
  ['a star alone', () => '*'],
  ['an account', ({ account }) => `arn:aws:ecs:eu-central-1:${account}:task/*`],
  ['a partition', (stack) => stack.formatArn({ service: 'ecs', resource: 'task', resourceName: '*' })],
  ['an attribute of another resource', (_, secret) => `${secret.secretArn}/*`],
];

/** Synthesizes a role that may reach `arn`. */
function synthesize(arnIn: ArnIn, accept: typeof acknowledgeStar | undefined): void {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1' } });
  const secret = new Secret(stack, 'Secret');
  acknowledge(secret, 'SMG4', 'It is made up for this test.');
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const arn = arnIn(stack, secret);
  role.addToPolicy(new PolicyStatement({ actions: ['ecs:StopTask'], resources: [arn] }));
  accept?.(role, arn, 'It is made up for this test.');
  checkAwsSolutions(app);
  app.synth();
}

describe('a star in a policy', () => {
  it.each(arns)('fails synthesis until somebody accepts it: %s', (_, arnIn) => {
    expect(() => synthesize(arnIn, undefined)).toThrow('AwsSolutions-IAM5');
  });

  it.each(arns)('passes once it is accepted: %s', (_, arnIn) => {
    expect(() => synthesize(arnIn, acknowledgeStar)).not.toThrow();
  });
});
