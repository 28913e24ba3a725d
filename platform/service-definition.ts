import type { ServiceObjectives } from './service-objectives.ts';
import type { Day } from './stage/sleep.ts';

/** What a service says of itself. Its stack, alarms, pipeline and local run all follow from this. */
export interface ServiceDefinition {
  /** One name everywhere: folder, image, stack, log group, host name, database schema, cache prefix. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly about: string;
  /** The team that answers for it. */
  readonly owner: string;
  /** The port its container listens on. */
  readonly port: number;
  /** `public`: the one service behind the public load balancer. `internal`: reached by name, inside the network. */
  readonly route: 'public' | 'internal';
  /**
   * The path the load balancer asks whether a task may have traffic, of the version that serves too: another one is
   * answered in one release, and asked from the next.
   */
  readonly healthPath: string;
  readonly size: TaskSize;
  readonly scaling: ScalingTargets;
  readonly objectives: ServiceObjectives;
  readonly needs: ServiceNeeds;
  /** The services it calls, by name. */
  readonly calls: readonly string[];
  /** Those of them that it also calls on its own account, for no user. @default - none */
  readonly callsAlone?: readonly string[];
  /**
   * Of `cache`, `database` and the services it calls those without which it still keeps its promises, with answers that
   * are slower or poorer. While anything else of them is out, what it tells is held back.
   * @default - it fails without any of them
   */
  readonly goesOnWithout?: readonly string[];
  /** Whether it signs the access tokens that the others believe: one service may. @default - false */
  readonly signsTokens?: boolean;
  /** What its image does once when asked, beside `migrate`: `seed`. Each runs as a one-off task. */
  readonly tasks: readonly string[];
  /** Those of its tasks that run by themselves, and when. @default - each waits to be asked for */
  readonly schedules?: Readonly<Record<string, TaskSchedule>>;
  /** What an operator may change while it runs, by name. @default - nothing */
  readonly settings?: SettingsDefinition;
  /** How its image is made. @default - by the one Dockerfile of all services */
  readonly image?: ImageDefinition;
}

/** For a service in another language, or with something in its image that no other has. */
export interface ImageDefinition {
  /** In the service's own folder, and read from the root of the repository: `services/search/Dockerfile`. */
  readonly dockerfile: string;
}

/** When a task runs. A stage that sleeps runs it soon after it has woken. */
export interface TaskSchedule {
  /** In UTC: `02:30`. */
  readonly at: string;
  /** @default - every day */
  readonly days?: readonly Day[];
}

export type SettingsDefinition = Readonly<Record<string, SettingDefinition>>;

/** One setting: `about` says what changes with it, and its default holds where nobody has set it. */
export type SettingDefinition =
  | { readonly type: 'boolean'; readonly about: string; readonly default: boolean }
  | {
      readonly type: 'integer' | 'number';
      readonly about: string;
      readonly minimum: number;
      readonly maximum: number;
      readonly default: number;
    }
  | {
      readonly type: 'string';
      readonly about: string;
      readonly enum: readonly string[];
      readonly default: string;
    };

/** A pair that Fargate offers. */
export interface TaskSize {
  /** In CPU units, 1024 to a virtual processor. */
  readonly cpu: number;
  readonly memoryMiB: number;
}

/** What scaling steers towards; how many tasks there may be is the stage's choice. */
export interface ScalingTargets {
  readonly requestsPerTaskPerMinute: number;
  readonly cpuPercent: number;
  /** How many events a task handles in a second, where the service subscribes to some. @default - it handles none */
  readonly eventsPerTaskPerSecond?: number;
}

export interface ServiceNeeds {
  /** A schema of its own, with a user to read and write and a user to migrate. */
  readonly database: boolean;
  /** A key prefix of its own, with a user confined to it. */
  readonly cache: boolean;
  /** The events it publishes, as `<noun>-<past participle>`. */
  readonly publishes: readonly string[];
  /** The events it handles, as `<service>/<event>`. */
  readonly subscribes: readonly string[];
  /** Secrets made for it alone, by the environment variables it finds them in. @default - none */
  readonly secrets?: readonly string[];
}
