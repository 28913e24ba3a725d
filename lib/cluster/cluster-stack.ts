import { Duration, Tags } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { baselineOf, isOn } from '../../platform/stage/baseline.ts';
import { experimentsOf, isTaskFault } from '../../platform/stage/experiments.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { EventLog } from '../baseline/event-log.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { grantReleases } from '../release/release-grants.ts';
import { StrategyProvider } from '../release/strategy-provider.ts';
import { faultAgentRole } from '../resilience/fault-agent-role.ts';
import { serviceNames } from '../service/service-names.ts';
import { StageSettings } from '../settings/stage-settings.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { StageStack } from '../stage-stack.ts';
import { acknowledgeNoInsights, containerInsightsOf } from './container-insights.ts';
import { ExecSessions } from './exec-sessions.ts';
import { grantMigrations } from './migration-grants.ts';
import { WaitingProvider } from './waiting-provider.ts';

export interface ClusterStackProps {
  readonly stage: StageDefinition;
  readonly network: NetworkStack;
  readonly services: readonly ServiceDefinition[];
}

/** Where the tasks of a stage run, and what migrates and releases them. */
export class ClusterStack extends StageStack {
  readonly cluster: ecs.Cluster;
  readonly execSessions: ExecSessions;
  /** Serves `Custom::Release`. */
  readonly releases: Provider;
  /** Serves `Custom::ReleaseStrategy`. */
  readonly strategies: Provider;
  /** Serves `Custom::Migration`. */
  readonly migrations: Provider;
  /** The public keys that sign access tokens: whoever signs writes them here. */
  readonly tokenKeys: ssm.StringParameter;
  readonly settings: StageSettings;

  constructor(scope: Construct, id: string, { stage, network, services }: ClusterStackProps) {
    super(scope, id, {
      stage,
      holdsData: false,
      description: `Shoal ${stage.name}: where its tasks run, and what migrates and releases them`,
    });
    const { logKey } = network;
    this.execSessions = new ExecSessions(this, 'Exec', { stage, logKey });
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      clusterName: stage.name,
      vpc: network.vpc,
      containerInsightsV2: containerInsightsOf(stage),
      enableFargateCapacityProviders: true,
      executeCommandConfiguration: this.execSessions.configuration,
    });
    acknowledgeNoInsights(this.cluster, stage);
    // GuardDuty watches every cluster of the account that does not say no.
    Tags.of(this.cluster).add('GuardDutyManaged', String(isOn(baselineOf(stage).threats)));
    if (experimentsOf(stage).some(isTaskFault)) faultAgentRole(this, 'FaultAgentRole', stage);
    this.tokenKeys = new ssm.StringParameter(this, 'TokenKeys', {
      parameterName: `/shoal/${stage.name}/token-keys`,
      description: 'The public keys (a JWKS) that access tokens are verified with',
      stringValue: JSON.stringify({ keys: [] }),
    });
    this.settings = new StageSettings(this, 'Settings', stage);
    // Of all services, whose alarms look at it.
    if (!('none' in stage.alarms.tasks))
      new EventLog(this, 'TaskEvents', { stage, key: logKey, about: 'tasks' });

    const names = services.map(({ name }) => serviceNames(stage.name, name));
    this.releases = new WaitingProvider(this, 'Releases', {
      does: `Shoal ${stage.name}: releases a service blue/green`,
      entry: 'pipeline/release/release.handler.ts',
      log: new StageLogGroup(this, 'ReleasesLog', { stage, key: logKey, name: 'platform/releases' }),
      askEvery: Duration.seconds(10),
      grant: (role) => grantReleases(role, stage, names),
    }).provider;
    this.strategies = new StrategyProvider(this, 'Strategies', { stage, logKey, services: names }).provider;
    const migrated = services
      .filter(({ needs }) => needs.database)
      .map(({ name }) => serviceNames(stage.name, name));
    this.migrations = new WaitingProvider(this, 'Migrations', {
      does: `Shoal ${stage.name}: migrates a service's schema`,
      entry: 'pipeline/release/migration.handler.ts',
      log: new StageLogGroup(this, 'MigrationsLog', { stage, key: logKey, name: 'platform/migrations' }),
      askEvery: Duration.seconds(5),
      grant: (role) => grantMigrations(role, migrated, this.cluster.clusterArn),
    }).provider;
  }
}
