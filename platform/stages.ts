import type { AlarmSettings } from './stage/alarms.ts';
import type { BaselineSettings } from './stage/baseline.ts';
import type { BudgetSettings } from './stage/budget.ts';
import type { CanarySettings } from './stage/canary.ts';
import type { DashboardsSettings } from './stage/dashboards.ts';
import type { CacheSettings, DatabaseSettings } from './stage/data.ts';
import type { DeliverySettings } from './stage/delivery.ts';
import type { EdgeSettings } from './stage/edge.ts';
import type { LogArchiveSettings } from './stage/log-archive.ts';
import type { NetworkSettings } from './stage/network.ts';
import type { PhoenixSettings } from './stage/phoenix.ts';
import type { ReleaseSettings } from './stage/release.ts';
import type { ResilienceSettings } from './stage/resilience.ts';
import type { SeasonSettings } from './stage/seasons.ts';
import type { SleepSettings } from './stage/sleep.ts';
import type { TaskSizes } from './stage/task-sizes.ts';
import type { TelemetrySettings } from './stage/telemetry.ts';

/** How one stage differs from another. Everything that differs stands here, and nowhere else. */
export interface StageDefinition {
  readonly name: string;
  readonly region: string;
  /** Who tries to work on it with credentials of another account is refused. @default - any that holds the stage */
  readonly account?: string;
  /** Written down, so that synthesis looks nothing up. */
  readonly zones: readonly string[];
  readonly cidr: string;
  /** The way out for tasks: one small instance, or a managed gateway in each zone. */
  readonly nat: 'instance' | 'gateway-per-zone';
  readonly network: NetworkSettings;
  readonly domain: StageDomain | { readonly none: string };
  readonly edge: EdgeSettings;
  readonly database: DatabaseSettings;
  readonly cache: CacheSettings;
  /** How many of each service there are at least and at most. */
  readonly tasks: { readonly min: number; readonly max: number };
  /** For services whose tasks are of another size here than their definitions say. */
  readonly taskSizes: TaskSizes;
  readonly seasons: SeasonSettings | { readonly none: string };
  readonly sleep: SleepSettings | { readonly none: string };
  readonly capacity: 'spot' | 'on-demand';
  readonly release: ReleaseSettings;
  readonly delivery: DeliverySettings;
  readonly phoenix: PhoenixSettings | { readonly none: string };
  readonly logDays: number;
  readonly logArchive: LogArchiveSettings | { readonly none: string };
  readonly telemetry: TelemetrySettings;
  readonly dashboards: DashboardsSettings;
  readonly alarms: AlarmSettings;
  readonly canary: CanarySettings | { readonly none: string };
  /** Whether CloudFormation and the services refuse to delete what holds data. */
  readonly protectsData: boolean;
  readonly resilience: ResilienceSettings;
  readonly baseline: BaselineSettings | { readonly none: string };
  readonly budget: BudgetSettings;
}

export interface StageDomain {
  /** The shop's public name. */
  readonly name: string;
  /** The public Route 53 zone that `name` is in. */
  readonly hostedZoneId: string;
}

/** Staging has what prod has, so that an API that is missing here, or refused by a policy, shows there first. */
const calledFromTasks = [
  'appconfigdata',
  'codedeploy',
  'ecr.api',
  'ecr.dkr',
  'logs',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'ssmmessages',
  'xray',
] as const;

export const dev: StageDefinition = {
  name: 'dev',
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b'],
  cidr: '10.10.0.0/16',
  nat: 'instance',
  network: {
    endpoints: { none: 'an endpoint costs 9 USD a month and zone, and dev holds no real data' },
    flowLogDays: 3,
  },
  domain: { none: 'developers reach dev by the load balancer name, over plain HTTP' },
  edge: {
    visitors: { everybody: 'developers come from wherever they are, to data that is made up' },
    firewall: { none: 'it costs 10 USD a month, a tenth of what dev may, and dev holds no real data' },
    balancing: 'least-outstanding-requests',
  },
  database: {
    instanceClass: 't4g.micro',
    storageGiB: 20,
    maxStorageGiB: 40,
    multiAz: false,
    replicas: 0,
    proxy: { none: 'prepared statements would pin every connection of it, decision 23' },
    backupDays: 1,
    backupWindow: '11:00-11:30',
    beforeDeployment: { none: 'dev holds made-up data, which seeding makes again' },
    maintenanceWindow: 'tue:12:00-tue:13:00',
    insights: { none: 'RDS has none for a class this small' },
  },
  cache: {
    nodeType: 'cache.t4g.micro',
    replicas: 0,
    snapshotDays: 0,
    snapshotWindow: '11:00-12:00',
    maintenanceWindow: 'tue:12:00-tue:13:00',
  },
  tasks: { min: 1, max: 4 },
  // The smallest there are, for two that are larger where many use them.
  taskSizes: { users: { cpu: 256, memoryMiB: 512 }, orders: { cpu: 256, memoryMiB: 512 } },
  seasons: { none: 'nobody shops here' },
  sleep: {
    timezone: 'Europe/Berlin',
    awake: { days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], from: '08:00', until: '18:00' },
  },
  capacity: 'spot',
  release: { strategy: 'codedeploy', steps: { kind: 'all-at-once' }, keepOldMinutes: 1 },
  delivery: { approval: { none: 'what fails here is seen by developers alone' }, onFailure: 'ticket' },
  phoenix: { day: 'MON', at: '09:00' },
  logDays: 7,
  logArchive: { none: 'what happened in dev a week ago interests nobody' },
  telemetry: {
    containerInsights: { none: 'ECS tells processor and memory of each service for nothing' },
    serviceMetrics: 'logged',
    traces: { none: 'spans are lines in the logs, and an agent takes a fifth of the smallest task' },
  },
  dashboards: { none: 'a dashboard costs 3 USD a month, and npx shoal status shows dev' },
  canary: { none: 'its developers shop there all day, and it sleeps at night' },
  alarms: {
    database: { none: 'it sleeps at night and holds made-up data, and RDS makes its storage larger' },
    tasks: { none: 'whoever develops sees why tasks stopped in npx shoal doctor' },
    objectives: { none: 'nobody was promised anything here' },
  },
  protectsData: false,
  resilience: {
    noticedBy: 'ourselves',
    backup: { none: 'dev holds made-up data, which seeding makes again' },
    experiments: { none: 'one task of each service runs here, so that whatever is broken is gone' },
  },
  baseline: {
    boundary: { regions: ['eu-central-1'] },
    threats: { none: "prod's detector watches the whole account" },
    trail: { none: "prod's trail records the whole account, and dev holds nothing worth reading" },
    drift: { none: "prod's recorder watches the whole account" },
    spending: { tellAtPercent: [80, 100], mail: ['operators@shoal.example'] },
  },
  budget: { monthlyUsd: 100 },
};

export const staging: StageDefinition = {
  name: 'staging',
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b'],
  cidr: '10.20.0.0/16',
  nat: 'instance',
  network: {
    endpoints: { services: [...calledFromTasks], zones: 'one' },
    flowLogDays: 14,
  },
  domain: { name: 'staging.shoal.example', hostedZoneId: 'Z00000000STAGINGEXAMPLE' },
  edge: {
    visitors: {
      everybody: 'whoever tries it out comes from wherever they are; an office would name its addresses',
    },
    firewall: {
      requestsPerAddress: 3000,
      blockedCountries: [],
      blockedAddresses: [],
      unlimitedAddresses: [],
    },
    balancing: 'least-outstanding-requests',
  },
  database: {
    instanceClass: 't4g.medium',
    storageGiB: 20,
    maxStorageGiB: 80,
    // As prod, so that a failover is seen here first.
    multiAz: true,
    replicas: 0,
    proxy: { none: 'prepared statements would pin every connection of it, decision 23' },
    backupDays: 7,
    backupWindow: '02:00-03:00',
    // As prod, so that one that cannot be taken shows here first.
    beforeDeployment: { keepSnapshots: 1 },
    maintenanceWindow: 'thu:03:30-thu:04:30',
    insights: { mode: 'standard' },
  },
  cache: {
    nodeType: 'cache.t4g.small',
    replicas: 1,
    snapshotDays: 1,
    snapshotWindow: '01:00-02:00',
    maintenanceWindow: 'thu:04:30-thu:05:30',
  },
  tasks: { min: 2, max: 6 },
  // With room for the agent that experiments take.
  taskSizes: { catalog: { cpu: 256, memoryMiB: 1024 } },
  seasons: { none: 'load tests bring their own crowd' },
  sleep: { none: 'releases on their way to prod are proved here at any hour' },
  capacity: 'on-demand',
  release: { strategy: 'codedeploy', steps: { kind: 'canary', percent: 5, minutes: 5 }, keepOldMinutes: 5 },
  delivery: {
    approval: { none: 'it is where a change is proved before anybody agrees to it' },
    onFailure: 'ticket',
  },
  phoenix: { day: 'TUE', at: '10:00' },
  logDays: 30,
  logArchive: { keepDays: 90, cold: { none: 'nothing of it is old enough for that' } },
  telemetry: {
    containerInsights: { mode: 'standard' },
    serviceMetrics: 'recorded',
    traces: { to: 'xray', sampling: { perSecond: 5, percent: 10 } },
  },
  dashboards: 'platform-and-services',
  canary: { everyMinutes: 15 },
  alarms: {
    database: {
      cpuPercent: 90,
      connectionsPercent: 70,
      freeMemoryPercent: 5,
      freeStoragePercent: 5,
      replicaLagSeconds: 60,
    },
    tasks: { restarts: 3 },
    // What erodes a budget over days is for where customers are.
    objectives: { tell: ['burning'] },
  },
  protectsData: true,
  resilience: {
    noticedBy: 'ourselves',
    backup: {
      window: '05:00-06:00',
      keepDays: 7,
      keepMonthlyDays: 0,
      lock: { kind: 'governance' },
      drill: { days: ['TUE', 'FRI'], at: '08:00', keepHours: 1 },
      farCopies: { none: 'staging holds nothing that a region must not take with it' },
    },
    experiments: [
      { kind: 'stop-tasks', service: 'catalog', percent: 50 },
      { kind: 'stop-tasks', service: 'gateway', percent: 50 },
      { kind: 'delay-network', service: 'catalog', milliseconds: 300, minutes: 5 },
      { kind: 'lose-packets', service: 'catalog', percent: 10, minutes: 5 },
      { kind: 'exhaust-cpu', service: 'catalog', percent: 90, minutes: 5 },
      { kind: 'fail-database-over' },
      { kind: 'fail-cache-over', zone: 'eu-central-1a', minutes: 10 },
      { kind: 'lose-zone', zone: 'eu-central-1b', minutes: 10 },
    ],
  },
  baseline: {
    boundary: { regions: ['eu-central-1'] },
    threats: { none: "prod's detector watches the whole account" },
    trail: { keepDays: 30, records: 'objects' },
    drift: { none: "prod's recorder watches the whole account" },
    spending: { tellAtPercent: [80, 100], mail: ['operators@shoal.example'] },
  },
  budget: { monthlyUsd: 750 },
};

export const prod: StageDefinition = {
  name: 'prod',
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
  cidr: '10.30.0.0/16',
  nat: 'gateway-per-zone',
  network: {
    endpoints: { services: [...calledFromTasks], zones: 'all' },
    flowLogDays: 90,
  },
  domain: { name: 'shoal.example', hostedZoneId: 'Z00000000000PRODEXAMPLE' },
  edge: {
    visitors: { everybody: 'it is a shop' },
    firewall: {
      requestsPerAddress: 3000,
      blockedCountries: [],
      blockedAddresses: [],
      unlimitedAddresses: [],
    },
    balancing: 'anomaly-mitigation',
  },
  database: {
    instanceClass: 'r8g.large',
    storageGiB: 100,
    maxStorageGiB: 400,
    multiAz: true,
    replicas: 0,
    proxy: { none: 'prepared statements would pin every connection of it, decision 23' },
    backupDays: 35,
    backupWindow: '02:00-03:00',
    beforeDeployment: { keepSnapshots: 5 },
    maintenanceWindow: 'sun:03:30-sun:04:30',
    insights: { mode: 'advanced' },
  },
  cache: {
    nodeType: 'cache.r7g.large',
    replicas: 1,
    snapshotDays: 7,
    snapshotWindow: '01:00-02:00',
    maintenanceWindow: 'sun:04:30-sun:05:30',
  },
  tasks: { min: 3, max: 30 },
  // With room for the agents of settings and traces, and for GuardDuty's.
  taskSizes: { gateway: { cpu: 256, memoryMiB: 1024 }, catalog: { cpu: 256, memoryMiB: 1024 } },
  seasons: {
    timezone: 'Europe/Berlin',
    windows: {
      may: { begins: '05-01', ends: '06-01', min: 6, max: 60 },
      december: { begins: '11-20', ends: '12-28', min: 9, max: 90 },
    },
  },
  sleep: { none: 'customers come at any hour' },
  capacity: 'on-demand',
  release: { strategy: 'codedeploy', steps: { kind: 'canary', percent: 5, minutes: 10 }, keepOldMinutes: 15 },
  // Who has not agreed in three days pushes again: what waits behind it in the queue would go out late and unseen.
  delivery: { approval: { withinHours: 72 }, onFailure: 'page' },
  // In the night after staging has shown this week's layers, and after the database's own copy.
  phoenix: { day: 'WED', at: '03:10' },
  logDays: 365,
  logArchive: { keepDays: 1096, cold: { afterDays: 90 } },
  telemetry: {
    containerInsights: { mode: 'standard' },
    serviceMetrics: 'recorded',
    traces: { to: 'xray', sampling: { perSecond: 1, percent: 1 } },
  },
  dashboards: 'platform-and-services',
  canary: { everyMinutes: 5 },
  alarms: {
    database: {
      cpuPercent: 90,
      connectionsPercent: 70,
      freeMemoryPercent: 5,
      freeStoragePercent: 5,
      replicaLagSeconds: 60,
    },
    tasks: { restarts: 3 },
    objectives: { tell: ['burning', 'eroding'] },
  },
  protectsData: true,
  resilience: {
    noticedBy: 'customers',
    backup: {
      window: '05:00-06:00',
      keepDays: 35,
      keepMonthlyDays: 365,
      // Once these days are over, nobody can take the lock away: the vault then lasts as long as its last copy.
      lock: { kind: 'compliance', changeableForDays: 30 },
      drill: { days: ['TUE', 'FRI'], at: '08:00', keepHours: 2 },
      farCopies: { region: 'eu-west-1', keepDays: 35 },
    },
    experiments: { none: 'customers are in the shop: staging shows what breaks' },
  },
  baseline: {
    boundary: { regions: ['eu-central-1', 'eu-west-1'] },
    threats: { tellFrom: 7 },
    trail: { keepDays: 365, records: 'all' },
    drift: { keepDays: 365 },
    spending: { tellAtPercent: [80, 100], mail: ['operators@shoal.example'] },
  },
  budget: { monthlyUsd: 2500 },
};

export const stages: readonly StageDefinition[] = [dev, staging, prod];
