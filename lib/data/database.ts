import { Duration, RemovalPolicy, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import type { DatabaseAddress } from './database-address.ts';
import { DatabaseAlarms } from './database-alarms.ts';
import { databaseInsights } from './database-insights.ts';
import { DatabaseLogs, exportedLogs } from './database-logs.ts';
import { databaseParameters } from './database-parameters.ts';
import { DatabaseProxy } from './database-proxy.ts';
import { ReadReplicas } from './read-replicas.ts';

export interface DatabaseProps {
  readonly stage: StageDefinition;
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly logKey: kms.IKey;
  /** The services that have a schema in it, each with a user of its own name. */
  readonly services: readonly string[];
}

/** One MySQL server for a stage, where each service has a schema and users of its own. */
export class Database extends Construct implements DatabaseAddress {
  /** What RDS calls it; whoever stops and starts it needs no more. */
  readonly identifier: string;
  readonly host: string;
  readonly port: string;
  readonly resourceId: string;
  readonly connections: ec2.Connections;
  /** Where tasks that serve connect: the proxy where the stage has one, or the server. */
  readonly door: DatabaseAddress;
  /** RDS makes it and changes it every week. It serves the tenants' function alone. */
  readonly masterSecret: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { stage, vpc, key, logKey } = props;
    const { proxy, insights } = stage.database;
    // The server has a name, so that its logs can be there before it, with an end.
    this.identifier = `shoal-${stage.name}`;
    const engine = rds.DatabaseInstanceEngine.mysql({ version: mysql });
    const parameterGroup = new rds.ParameterGroup(this, 'Parameters', {
      engine,
      description: `Shoal ${stage.name}: TLS only, slow queries logged`,
      parameters: databaseParameters,
    });
    const instance = new rds.DatabaseInstance(this, 'Instance', {
      instanceIdentifier: this.identifier,
      engine,
      instanceType: new ec2.InstanceType(stage.database.instanceClass),
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [
        new ec2.SecurityGroup(this, 'SecurityGroup', {
          vpc,
          description: `Shoal ${stage.name}: the database`,
          allowAllOutbound: false,
        }),
      ],
      multiAz: stage.database.multiAz,
      storageType: rds.StorageType.GP3,
      allocatedStorage: stage.database.storageGiB,
      maxAllocatedStorage: stage.database.maxStorageGiB,
      storageEncryptionKey: key,
      credentials: rds.Credentials.fromUsername('shoal_master', { encryptionKey: key }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      autoMinorVersionUpgrade: true,
      caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
      parameterGroup,
      cloudwatchLogsExports: [...exportedLogs],
      ...databaseInsights(insights, key),
      backupRetention: Duration.days(stage.database.backupDays),
      preferredBackupWindow: stage.database.backupWindow,
      preferredMaintenanceWindow: stage.database.maintenanceWindow,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: !stage.protectsData,
      deletionProtection: stage.protectsData,
      removalPolicy: stage.protectsData ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
    });
    // What the stage's backup plan looks for.
    Tags.of(instance).add('shoal:backup', 'yes');
    const { identifier } = this;
    instance.node.addDependency(new DatabaseLogs(this, 'Logs', { stage, key: logKey, identifier }));
    const { secret } = instance;
    if (secret === undefined) throw new Error(`stage '${stage.name}': RDS keeps no master secret`);
    this.masterSecret = secret;
    this.host = instance.dbInstanceEndpointAddress;
    this.port = instance.dbInstanceEndpointPort;
    this.resourceId = resourceIdOf(instance);
    this.connections = instance.connections;
    this.door =
      'none' in proxy
        ? this
        : new DatabaseProxy(this, 'Proxy', {
            stage,
            settings: proxy,
            vpc,
            instance,
            database: this,
            users: props.services,
          });
    const readers = new ReadReplicas(this, 'Replicas', {
      stage,
      vpc,
      key,
      logKey,
      source: instance,
      sourceName: identifier,
      parameterGroup,
    });
    const { database: settings } = stage.alarms;
    if (!('none' in settings)) {
      const alarms = new DatabaseAlarms(this, 'Alarms', {
        stage,
        settings,
        logKey,
        identifier,
        readers: readers.identifiers,
      });
      // A server that is being made says nothing for a quarter of an hour.
      alarms.node.addDependency(instance);
    }
    acknowledgeChoices(instance, stage);
  }
}

/**
 * The version a new stage begins with. RDS takes later patches by itself, in windows that stand a few days apart in
 * `stages.ts`, so that dev and staging have run one before prod does; CloudFormation never takes it back.
 */
const mysql = rds.MysqlEngineVersion.VER_8_4_10;

function resourceIdOf(instance: rds.DatabaseInstance): string {
  const { instanceResourceId } = instance;
  if (instanceResourceId === undefined) throw new Error(`${instance.node.path}: RDS gives it no resource id`);
  return instanceResourceId;
}

function acknowledgeChoices(instance: rds.DatabaseInstance, stage: StageDefinition): void {
  acknowledge(
    instance,
    'RDS11',
    'Another port hides nothing from a scan. What protects the server: isolated subnets, a security group that admits named groups only, TLS, and IAM tokens in place of passwords.',
  );
  if (!stage.database.multiAz) {
    acknowledge(
      instance,
      'RDS3',
      `Stage ${stage.name} promises no availability: losing its zone costs a restore from backup, and a standby would double its price.`,
    );
  }
  if (!stage.protectsData) {
    acknowledge(
      instance,
      'RDS10',
      `Stage ${stage.name} holds made-up data only and is deleted and made again at will, as stages.ts says with protectsData.`,
    );
  }
}
