import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../platform/stages.ts';

export interface StageStackProps {
  readonly stage: StageDefinition;
  readonly description: string;
  /** Whether deleting the stack would delete what nobody can make again; then the stage decides who may. */
  readonly holdsData: boolean;
  /** @default - the stage's */
  readonly region?: string;
}

/** A stack of one stage: in its region and zones, tagged with it, and in the account that the stage names, if it names one. */
export abstract class StageStack extends Stack {
  readonly stage: StageDefinition;

  constructor(scope: Construct, id: string, props: StageStackProps) {
    super(scope, id, {
      env: { ...accountOf(props.stage), region: props.region ?? props.stage.region },
      description: props.description,
      terminationProtection: props.holdsData && props.stage.protectsData,
    });
    this.stage = props.stage;
    Tags.of(this).add('platform', 'shoal');
    Tags.of(this).add('stage', props.stage.name);
  }

  /** From the stage, because CDK would ask an account for them. */
  override get availabilityZones(): string[] {
    return [...this.stage.zones];
  }
}

function accountOf({ account }: StageDefinition): { readonly account?: string } {
  return account === undefined ? {} : { account };
}
