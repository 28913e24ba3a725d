/** How one stage differs from another. Everything that differs stands here, and nowhere else. */
export interface StageDefinition {
  readonly name: string;
  readonly region: string;
  /** Written down, so that synthesis looks nothing up. */
  readonly zones: readonly string[];
  readonly cidr: string;
  /** The way out for tasks: one small instance, or a managed gateway in each zone. */
  readonly nat: 'instance' | 'gateway-per-zone';
  readonly domain: StageDomain | { readonly none: string };
  readonly database: DatabaseSize;
  readonly cache: CacheSize;
  readonly tasks: { readonly min: number; readonly max: number };
  readonly capacity: 'spot' | 'on-demand';
  readonly release: ReleaseSettings;
  readonly logDays: number;
  /** Whether CloudFormation and the services refuse to delete what holds data. */
  readonly protectsData: boolean;
  readonly monthlyBudgetUsd: number;
}

export interface StageDomain {
  /** The shop's public name. */
  readonly name: string;
  /** The public Route 53 zone that `name` is in. */
  readonly hostedZoneId: string;
}

export interface DatabaseSize {
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly multiAz: boolean;
  readonly backupDays: number;
}

export interface CacheSize {
  readonly nodeType: string;
  readonly replicas: number;
  readonly snapshotDays: number;
}

export interface ReleaseSettings {
  readonly strategy: 'codedeploy';
  readonly steps:
    | { readonly kind: 'all-at-once' }
    | { readonly kind: 'canary'; readonly percent: number; readonly minutes: number };
  /** How long the old tasks stay after all traffic has moved, so that going back is immediate. */
  readonly keepOldMinutes: number;
}

export const dev: StageDefinition = {
  name: 'dev',
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b'],
  cidr: '10.10.0.0/16',
  nat: 'instance',
  domain: { none: 'developers reach dev by the load balancer name, over plain HTTP' },
  database: { instanceClass: 't4g.micro', storageGiB: 20, multiAz: false, backupDays: 1 },
  cache: { nodeType: 'cache.t4g.micro', replicas: 0, snapshotDays: 0 },
  tasks: { min: 1, max: 4 },
  capacity: 'spot',
  release: { strategy: 'codedeploy', steps: { kind: 'all-at-once' }, keepOldMinutes: 1 },
  logDays: 7,
  protectsData: false,
  monthlyBudgetUsd: 200,
};

export const staging: StageDefinition = {
  name: 'staging',
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b'],
  cidr: '10.20.0.0/16',
  nat: 'instance',
  domain: { name: 'staging.shoal.example', hostedZoneId: 'Z00000000STAGINGEXAMPLE' },
  database: { instanceClass: 't4g.medium', storageGiB: 20, multiAz: false, backupDays: 7 },
  cache: { nodeType: 'cache.t4g.small', replicas: 1, snapshotDays: 1 },
  tasks: { min: 2, max: 6 },
  capacity: 'on-demand',
  release: { strategy: 'codedeploy', steps: { kind: 'canary', percent: 5, minutes: 5 }, keepOldMinutes: 5 },
  logDays: 30,
  protectsData: true,
  monthlyBudgetUsd: 500,
};

export const prod: StageDefinition = {
  name: 'prod',
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
  cidr: '10.30.0.0/16',
  nat: 'gateway-per-zone',
  domain: { name: 'shoal.example', hostedZoneId: 'Z00000000000PRODEXAMPLE' },
  database: { instanceClass: 'r8g.large', storageGiB: 100, multiAz: true, backupDays: 35 },
  cache: { nodeType: 'cache.r7g.large', replicas: 1, snapshotDays: 7 },
  tasks: { min: 3, max: 30 },
  capacity: 'on-demand',
  release: { strategy: 'codedeploy', steps: { kind: 'canary', percent: 5, minutes: 10 }, keepOldMinutes: 15 },
  logDays: 365,
  protectsData: true,
  monthlyBudgetUsd: 3000,
};

export const stages: readonly StageDefinition[] = [dev, staging, prod];
