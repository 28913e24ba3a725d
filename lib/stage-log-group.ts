import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../platform/stages.ts';

export interface StageLogGroupProps {
  readonly stage: StageDefinition;
  /** The stage's key for logs: `network.logKey`. */
  readonly key: kms.IKey;
  /** What writes to it, for `/shoal/<stage>/<name>`; or a whole name, where AWS prescribes one. */
  readonly name: string | { readonly prescribed: string };
}

/** A log that is encrypted, kept as long as its stage says, and goes with its stack. */
export class StageLogGroup extends logs.LogGroup {
  constructor(scope: Construct, id: string, props: StageLogGroupProps) {
    super(scope, id, {
      logGroupName:
        typeof props.name === 'string' ? `/shoal/${props.stage.name}/${props.name}` : props.name.prescribed,
      encryptionKey: props.key,
      retention: props.stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
