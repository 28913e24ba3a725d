import { describe, expect, it } from '@jest/globals';
import type { Template } from '../../../pipeline/guards/resource-change.ts';
import { strandedOutputs } from '../../../pipeline/guards/stranded-outputs.ts';

const network: Template = { Resources: {}, Outputs: { Vpc: { Value: 'vpc-1' }, Zone: { Value: 'a' } } };
const naming = (...outputs: readonly string[]): Template => ({
  Resources: {
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        All: outputs.map((OutputName) => ({
          'Fn::GetStackOutput': { StackName: 'dev-network', OutputName },
        })),
      },
    },
  },
});
const without: Template = { Resources: {}, Outputs: { Zone: { Value: 'a' } } };
const deployed = new Map([
  ['dev-network', network],
  ['dev-catalog', naming('Vpc', 'Zone')],
]);

describe('an output', () => {
  it('may go where no deployed stack names it', () => {
    const unnamed = new Map([
      ['dev-network', network],
      ['dev-catalog', naming('Zone')],
    ]);
    expect(strandedOutputs({ deployed: unnamed, next: new Map([['dev-network', without]]) })).toEqual([]);
    expect(strandedOutputs({ deployed, next: new Map([['dev-network', network]]) })).toEqual([]);
  });

  it('stays where a deployed stack names it that this deployment leaves as it is', () => {
    expect(strandedOutputs({ deployed, next: new Map([['dev-network', without]]) })).toEqual([
      {
        address: 'dev-network/Outputs/Vpc',
        property: undefined,
        sentence: expect.stringMatching(
          /^dev-network\/Outputs\/Vpc: it goes, and dev-catalog as deployed still names it, .*; put it back, or take it out of dev-catalog first$/,
        ),
      },
    ]);
  });

  it('goes in a second step where those who name it are about to let it go', () => {
    const next = new Map([
      ['dev-network', without],
      ['dev-catalog', naming('Zone')],
    ]);
    expect(strandedOutputs({ deployed, next }).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('npx cdk deploy --exclusively dev/catalog'),
    ]);
  });

  it('of a stack that is not deployed yet strands nobody', () => {
    const next = new Map([['dev-other', without]]);
    expect(strandedOutputs({ deployed, next })).toEqual([]);
  });
});
