import { ArnFormat, Duration, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { DatabaseProxySettings } from '../../platform/stage/data.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { DatabaseAddress } from './database-address.ts';

export interface DatabaseProxyProps {
  readonly stage: StageDefinition;
  readonly settings: DatabaseProxySettings;
  readonly vpc: ec2.IVpc;
  readonly instance: rds.DatabaseInstance;
  readonly database: DatabaseAddress;
  /** The users it may connect as: those that serve, never those that migrate. */
  readonly users: readonly string[];
}

/** Shares connections among tasks. It takes their tokens and signs its own, so that no user has a password. */
export class DatabaseProxy extends Construct implements DatabaseAddress {
  readonly host: string;
  readonly port: string;
  readonly resourceId: string;
  readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: DatabaseProxyProps) {
    super(scope, id);
    const { stage, settings, vpc, instance, database, users } = props;
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Shoal ${stage.name}: the proxy before the database`,
      allowAllOutbound: false,
    });
    const proxy = new rds.DatabaseProxy(this, 'Proxy', {
      proxyTarget: rds.ProxyTarget.fromInstance(instance),
      dbProxyName: `shoal-${stage.name}`,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [securityGroup],
      role: roleFor(this, database, users),
      defaultAuthScheme: rds.DefaultAuthScheme.IAM_AUTH,
      requireTLS: true,
      maxConnectionsPercent: settings.connectionsPercent,
      maxIdleConnectionsPercent: Math.ceil(settings.connectionsPercent / 2),
      borrowTimeout: Duration.seconds(settings.borrowSeconds),
      idleClientTimeout: Duration.minutes(30),
    });
    // What it stands before is there first.
    proxy.node.addDependency(instance);
    this.host = proxy.endpoint;
    this.port = database.port;
    // `arn:aws:rds:<region>:<account>:db-proxy:prx-…`
    this.resourceId = Fn.select(6, Fn.split(':', proxy.dbProxyArn));
    this.connections = new ec2.Connections({
      securityGroups: [securityGroup],
      defaultPort: ec2.Port.tcp(mysqlPort),
    });
  }
}

const mysqlPort = 3306;

function roleFor(scope: Construct, database: DatabaseAddress, users: readonly string[]): iam.Role {
  const stack = Stack.of(scope);
  const role = new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal('rds.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': stack.account },
    }),
  });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['rds-db:connect'],
      resources: users.map((user) =>
        stack.formatArn({
          service: 'rds-db',
          resource: 'dbuser',
          resourceName: `${database.resourceId}/${user}`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ),
    }),
  );
  return role;
}
