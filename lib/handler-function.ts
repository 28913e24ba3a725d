import { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { handlerCode } from './handler-code.ts';
import { acknowledge } from './validation/acknowledge.ts';

export interface HandlerFunctionProps {
  /** The file under pipeline/ whose export it runs. */
  readonly entry: string;
  /** @default `onEvent` */
  readonly exportName?: string;
  readonly description: string;
  readonly logGroup: logs.ILogGroup;
  readonly environment?: Record<string, string>;
  /** @default - CloudFormation makes one up */
  readonly functionName?: string;
  /** @default - the 15 minutes a function may last at most */
  readonly timeout?: Duration;
  /** @default - outside of our network */
  readonly place?: FunctionPlace;
}

export interface FunctionPlace {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
}

/** One of our own handlers. Its role may write its log, and nothing else until somebody grants it more. */
export class HandlerFunction extends lambda.Function {
  override readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    const role = roleOf(scope, id, props);
    super(scope, id, {
      code: handlerCode(props.entry),
      handler: `index.${props.exportName ?? 'onEvent'}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      role,
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
    this.role = role;
  }
}

/** In place of AWS's managed policies, which let a function write to every log group of the account. */
function roleOf(scope: Construct, id: string, props: HandlerFunctionProps): iam.Role {
  const role = new iam.Role(scope, `${id}Role`, {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    description: `Runs: ${props.description}`,
  });
  props.logGroup.grantWrite(role);
  if (props.place !== undefined) admitToNetwork(role);
  return role;
}

function admitToNetwork(role: iam.Role): void {
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      // Lambda refuses to create a function in a VPC whose role may do these on some resources only.
      resources: ['*'],
    }),
  );
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'Lambda makes the network interfaces of a function in a VPC itself and checks that its role may do so on every resource before it creates the function. The actions are those AWS documents for this, and no other.',
  );
}
