import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { acknowledge } from '../validation/acknowledge.ts';

export interface DatabaseProps {
  readonly stage: StageDefinition;
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly logKey: kms.IKey;
}

/** One MySQL server for a stage, where each service has a schema and users of its own. */
export class Database extends Construct implements ec2.IConnectable {
  readonly host: string;
  readonly port: string;
  /** What `rds-db:connect` names. */
  readonly resourceId: string;
  readonly connections: ec2.Connections;
  /** RDS makes it and changes it every week. It serves the tenants' function alone. */
  readonly masterSecret: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { stage, vpc, key } = props;
    // The server has a name, so that its logs can be there before it, with an end.
    const name = `shoal-${stage.name}`;
    const engine = rds.DatabaseInstanceEngine.mysql({ version: mysql });
    const instance = new rds.DatabaseInstance(this, 'Instance', {
      instanceIdentifier: name,
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
      maxAllocatedStorage: stage.database.storageGiB * storageGrowth,
      storageEncryptionKey: key,
      credentials: rds.Credentials.fromUsername('shoal_master', { encryptionKey: key }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      autoMinorVersionUpgrade: false,
      caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
      parameterGroup: new rds.ParameterGroup(this, 'Parameters', {
        engine,
        description: `Shoal ${stage.name}: TLS only, slow queries logged`,
        parameters,
      }),
      cloudwatchLogsExports: [...exportedLogs],
      backupRetention: Duration.days(stage.database.backupDays),
      preferredBackupWindow: '02:00-03:00',
      preferredMaintenanceWindow: 'sun:03:30-sun:04:30',
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: !stage.protectsData,
      deletionProtection: stage.protectsData,
      removalPolicy: stage.protectsData ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
    });
    for (const log of exportedLogs) {
      instance.node.addDependency(
        new StageLogGroup(this, `${log}Log`, {
          stage,
          key: props.logKey,
          name: { prescribed: `/aws/rds/instance/${name}/${log}` },
        }),
      );
    }
    const { secret } = instance;
    if (secret === undefined) throw new Error(`stage '${stage.name}': RDS keeps no master secret`);
    this.masterSecret = secret;
    this.host = instance.dbInstanceEndpointAddress;
    this.port = instance.dbInstanceEndpointPort;
    this.resourceId = resourceIdOf(instance);
    this.connections = instance.connections;
    acknowledgeChoices(instance, stage);
  }
}

/** Moved by a commit, so that each stage proves a version to the next; therefore RDS does not move it by itself. */
const mysql = rds.MysqlEngineVersion.VER_8_4_10;

/** How many times its first size the storage may become before RDS stops enlarging it. */
const storageGrowth = 4;

const exportedLogs = ['error', 'slowquery'] as const;

const parameters = {
  require_secure_transport: '1',
  slow_query_log: '1',
  long_query_time: '0.5',
  log_output: 'FILE',
};

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
