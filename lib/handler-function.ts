import { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { handlerCode } from './handler-code.ts';

export interface HandlerFunctionProps {
  /** The file under pipeline/ whose exports it runs. */
  readonly entry: string;
  /** @default `onEvent` */
  readonly exportName?: string;
  readonly description: string;
  readonly logGroup: logs.ILogGroup;
  readonly environment?: Record<string, string>;
  readonly functionName?: string;
  /** @default - the 15 minutes a Lambda may last at most */
  readonly timeout?: Duration;
  /** @default - outside of any network */
  readonly place?: {
    readonly vpc: ec2.IVpc;
    readonly vpcSubnets: ec2.SubnetSelection;
    readonly securityGroup: ec2.ISecurityGroup;
  };
}

/** One of our own handlers, with a role that may write its own log and nothing else until somebody grants it more. */
export class HandlerFunction extends lambda.Function {
  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id, {
      code: handlerCode(props.entry),
      handler: `index.${props.exportName ?? 'onEvent'}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      description: props.description,
      logGroup: props.logGroup,
      timeout: props.timeout ?? Duration.minutes(15),
      memorySize: 256,
      ...(props.functionName === undefined ? {} : { functionName: props.functionName }),
      ...(props.environment === undefined ? {} : { environment: props.environment }),
      ...(props.place === undefined
        ? {}
        : {
            vpc: props.place.vpc,
            vpcSubnets: props.place.vpcSubnets,
            securityGroups: [props.place.securityGroup],
          }),
    });
  }
}
