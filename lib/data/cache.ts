import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { CacheAlarms } from './cache-alarms.ts';
import { cacheParameters } from './cache-parameters.ts';
import { CacheUser } from './cache-user.ts';
import { keySpaceOf, nothing } from './key-space.ts';

export interface CacheProps {
  readonly stage: StageDefinition;
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly logKey: kms.IKey;
  /** The services that have a key space in it. */
  readonly services: readonly string[];
}

/** One Valkey server for a stage, with replicas by stage, where each service sees its own keys only. */
export class Cache extends Construct implements ec2.IConnectable {
  readonly host: string;
  readonly port: string;
  readonly connections: ec2.Connections;
  readonly users: ReadonlyMap<string, CacheUser>;

  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    const { stage, vpc, key } = props;
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Shoal ${stage.name}: the cache`,
      allowAllOutbound: false,
    });
    this.connections = new ec2.Connections({
      securityGroups: [securityGroup],
      defaultPort: ec2.Port.tcp(port),
    });
    this.users = new Map(
      props.services.map((service) => [
        service,
        new CacheUser(this, service, { stage, userName: service, access: keySpaceOf(service), key }),
      ]),
    );
    const nobody = new CacheUser(this, 'Nobody', { stage, userName: 'default', access: nothing, key });
    const group = new elasticache.CfnUserGroup(this, 'Users', {
      engine: 'valkey',
      userGroupId: `${stage.name}-services`,
      userIds: [nobody, ...this.users.values()].map((user) => user.userId),
    });
    const subnets = new elasticache.CfnSubnetGroup(this, 'Subnets', {
      description: `Shoal ${stage.name}: the isolated tier`,
      subnetIds: vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }).subnetIds,
    });
    const parameters = new elasticache.CfnParameterGroup(this, 'Parameters', {
      cacheParameterGroupFamily: 'valkey8',
      description: `Shoal ${stage.name}: what goes first when memory is full`,
      properties: cacheParameters,
    });
    const standby = stage.cache.replicas > 0;
    // The group has a name, so that its alarms know the names of its nodes.
    const name = `shoal-${stage.name}`;
    const server = new elasticache.CfnReplicationGroup(this, 'Server', {
      replicationGroupId: name,
      replicationGroupDescription: `Shoal ${stage.name}: the cache`,
      engine: 'valkey',
      engineVersion: '8.1',
      cacheNodeType: stage.cache.nodeType,
      numCacheClusters: stage.cache.replicas + 1,
      automaticFailoverEnabled: standby,
      multiAzEnabled: standby,
      port,
      cacheParameterGroupName: parameters.ref,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [securityGroup.securityGroupId],
      userGroupIds: [group.ref],
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      kmsKeyId: key.keyArn,
      snapshotRetentionLimit: stage.cache.snapshotDays,
      ...(stage.cache.snapshotDays > 0 ? { snapshotWindow: stage.cache.snapshotWindow } : {}),
      preferredMaintenanceWindow: stage.cache.maintenanceWindow,
      autoMinorVersionUpgrade: true,
      logDeliveryConfigurations: ['slow-log', 'engine-log'].map((logType) => ({
        logType,
        logFormat: 'json',
        destinationType: 'cloudwatch-logs',
        destinationDetails: {
          cloudWatchLogsDetails: {
            logGroup: new StageLogGroup(this, logType, { stage, key: props.logKey, name: `cache/${logType}` })
              .logGroupName,
          },
        },
      })),
    });
    server.applyRemovalPolicy(stage.protectsData ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY);
    // A cache that is being made says nothing for a quarter of an hour.
    new CacheAlarms(this, 'Alarms', { stage, group: name }).node.addDependency(server);
    this.host = server.attrPrimaryEndPointAddress;
    this.port = server.attrPrimaryEndPointPort;
    acknowledgeChoices(server, stage);
  }
}

const port = 6379;

function acknowledgeChoices(server: elasticache.CfnReplicationGroup, stage: StageDefinition): void {
  acknowledge(
    server,
    'AEC6',
    'The server has a user group instead of one shared token: a user with a password and a key space for each service, and no default user to fall back on.',
  );
  if (stage.cache.replicas === 0) {
    acknowledge(
      server,
      'AEC4',
      `Stage ${stage.name} promises no availability: an empty cache after the loss of a zone costs it some slow answers, a replica would double its price.`,
    );
  }
}
