import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { EndpointSettings, InterfaceEndpoint } from '../../platform/stage/network.ts';

export interface InterfaceEndpointsProps {
  readonly vpc: ec2.Vpc;
  readonly stage: string;
  readonly endpoints: EndpointSettings;
  /** Whether agents of Systems Manager run beside tasks. */
  readonly agents: boolean;
}

/**
 * Addresses in the network for APIs of AWS: what tasks say to these never meets the internet. An endpoint lets this
 * account's roles through, to this account's resources, so no stolen or smuggled key of another account takes data out.
 */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, { vpc, stage, endpoints, agents }: InterfaceEndpointsProps) {
    super(scope, id);
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Shoal ${stage}: the ways to AWS that do not leave the network`,
      allowAllOutbound: false,
    });
    for (const [index, { ipv4CidrBlock }] of vpc.privateSubnets.entries()) {
      securityGroup.addIngressRule(
        ec2.Peer.ipv4(ipv4CidrBlock),
        ec2.Port.HTTPS,
        `Tasks and functions of private subnet ${index + 1}`,
      );
    }
    const subnets = endpoints.zones === 'all' ? vpc.privateSubnets : vpc.privateSubnets.slice(0, 1);
    for (const name of endpoints.services) {
      const endpoint = new ec2.InterfaceVpcEndpoint(this, idOf(name), {
        vpc,
        service: new ec2.InterfaceVpcEndpointAwsService(name),
        subnets: { subnets },
        securityGroups: [securityGroup],
        // The rules stand above: CDK would admit the whole network.
        open: false,
      });
      endpoint.addToPolicy(ownAccountOnly(this, name));
      if (name === 'ssm' && agents) endpoint.addToPolicy(whoHasNoRoleYet());
    }
  }
}

/** Whose resources an API names in a request; where it names none, or must name another's, only the caller is held. */
const reach: Readonly<
  Record<InterfaceEndpoint, { readonly prefix: string; readonly ownResources: boolean }>
> = {
  appconfigdata: { prefix: 'appconfig', ownResources: true },
  // What a hook reports its result on is documented nowhere.
  codedeploy: { prefix: 'codedeploy', ownResources: false },
  // A token for the registry belongs to no resource, and agents of AWS (GuardDuty's) have images in its accounts.
  'ecr.api': { prefix: 'ecr', ownResources: false },
  'ecr.dkr': { prefix: 'ecr', ownResources: false },
  kms: { prefix: 'kms', ownResources: true },
  logs: { prefix: 'logs', ownResources: true },
  monitoring: { prefix: 'cloudwatch', ownResources: false },
  secretsmanager: { prefix: 'secretsmanager', ownResources: true },
  sns: { prefix: 'sns', ownResources: true },
  sqs: { prefix: 'sqs', ownResources: true },
  // Documents of AWS, which agents run, are in no account.
  ssm: { prefix: 'ssm', ownResources: false },
  ssmmessages: { prefix: 'ssmmessages', ownResources: false },
  sts: { prefix: 'sts', ownResources: false },
  xray: { prefix: 'xray', ownResources: false },
};

/** It grants nothing: what a role may do stands in its own policy. */
function ownAccountOnly(scope: Construct, name: InterfaceEndpoint): iam.PolicyStatement {
  const { partition, region, account } = Stack.of(scope);
  const { prefix, ownResources } = reach[name];
  return new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions: [`${prefix}:*`],
    resources: [ownResources ? `arn:${partition}:${prefix}:${region}:${account}:*` : '*'],
    conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
  });
}

/**
 * How an agent becomes one of this account's: it shows the code of an activation, or signs with the key that it made
 * then, and no role of anybody asks.
 */
function whoHasNoRoleYet(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions: [
      'ssm:RegisterManagedInstance',
      'ssm:RequestManagedInstanceRoleToken',
      'ssm:UpdateManagedInstancePublicKey',
    ],
    resources: ['*'],
  });
}

/** `ecr.api` is `EcrApi`. */
function idOf(name: InterfaceEndpoint): string {
  return name
    .split('.')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join('');
}
