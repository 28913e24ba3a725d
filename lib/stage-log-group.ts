import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../platform/stages.ts';

export interface StageLogGroupProps {
  readonly stage: StageDefinition;
  /** What writes to it; the group is `/shoal/<stage>/<name>`. */
  readonly name: string;
}

/** A log that is kept as long as its stage says, and goes with its stack. */
export class StageLogGroup extends logs.LogGroup {
  constructor(scope: Construct, id: string, props: StageLogGroupProps) {
    super(scope, id, {
      logGroupName: `/shoal/${props.stage.name}/${props.name}`,
      retention: props.stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
