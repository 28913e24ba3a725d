import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { HandlerFunction } from '../handler-function.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { acknowledgeProvider } from '../validation/acknowledge-provider.ts';
import type { Database } from './database.ts';

export interface TenantsProps {
  readonly stage: StageDefinition;
  readonly vpc: ec2.IVpc;
  readonly database: Database;
  readonly logKey: kms.IKey;
}

/** Makes a service's schema and users. Its function alone reads the master secret. */
export class Tenants extends Construct {
  readonly provider: Provider;

  constructor(scope: Construct, id: string, props: TenantsProps) {
    super(scope, id);
    const { stage, vpc, database } = props;
    const logGroup = new StageLogGroup(this, 'Log', { stage, key: props.logKey, name: 'platform/tenants' });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Shoal ${stage.name}: the function that makes schemas and users`,
      allowAllOutbound: false,
    });
    securityGroup.connections.allowToDefaultPort(database, 'To make schemas and users');
    securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'To read the master secret');
    const onEvent = new HandlerFunction(this, 'OnEvent', {
      entry: 'pipeline/release/tenant.handler.ts',
      description: `Shoal ${stage.name}: makes a service's schema and users`,
      logGroup,
      timeout: Duration.minutes(2),
      place: { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, securityGroup },
      environment: {
        DATABASE_HOST: database.host,
        DATABASE_PORT: database.port,
        MASTER_SECRET_ARN: database.masterSecret.secretArn,
      },
    });
    database.masterSecret.grantRead(onEvent);
    this.provider = new Provider(this, 'Provider', { onEventHandler: onEvent, logGroup });
    acknowledgeProvider(this.provider);
  }
}
