import type { Address } from '../addresses.ts';
import type { ChildHandle, Exit } from '../processes.ts';
import { checkContainerHealth } from './container-health.ts';
import type { DrainOnStop } from './drain-on-stop.ts';
import { addressName, launchTask, type TaskParts } from './launch-task.ts';
import type { TaskDefinition } from './task-definition.ts';

export type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'STOPPED';

export interface TaskProps {
  readonly id: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly definition: TaskDefinition;
  /** `service:<name>` or `family:<name>` */
  readonly group: string;
  readonly startedBy?: string;
  readonly overrides: TaskOverrides;
  /** What RunTask or the service was given; only told, never used. */
  readonly told: Readonly<Record<string, unknown>>;
}

export interface TaskOverrides {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface StopCause {
  readonly code:
    | 'TaskFailedToStart'
    | 'EssentialContainerExited'
    | 'UserInitiated'
    | 'ServiceSchedulerInitiated';
  readonly reason: string;
}

const keptLines = 20;

/** A task is a process of this machine, from its start to some time after its end. */
export class Task {
  readonly props: TaskProps;
  readonly createdAt: number;
  readonly lastLines: string[] = [];
  status: TaskStatus = 'PROVISIONING';
  health: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' = 'UNKNOWN';
  address: Address | undefined;
  startedAt: number | undefined;
  stoppingAt: number | undefined;
  stoppedAt: number | undefined;
  exitCode: number | undefined;
  cause: StopCause | undefined;
  place: DrainOnStop | undefined;
  /** What the load balancer held against it before it left. */
  lastComplaint: string | undefined;
  readonly #parts: TaskParts;
  readonly #changed: () => void;
  readonly #over = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #process: ChildHandle | undefined;

  constructor(props: TaskProps, parts: TaskParts, changed: () => void) {
    this.props = props;
    this.#parts = parts;
    this.#changed = changed;
    this.createdAt = parts.now();
  }

  get pid(): number | undefined {
    return this.#process?.running ? this.#process.pid : undefined;
  }

  /** Resolves once it is STOPPED. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Resolves once it runs or has failed to; never rejects. */
  async start(): Promise<void> {
    this.#become('PENDING');
    try {
      const started = await launchTask(this.props, this.#parts, {
        claimed: (address) => {
          this.address = address;
        },
        line: (line) => {
          this.lastLines.push(line);
          if (this.lastLines.length > keptLines) this.lastLines.shift();
        },
      });
      this.#process = started.child;
      void started.child.exited.then((exit) => this.#exited(exit));
      if (this.cause) {
        // It was stopped while it was being started.
        void started.child.stop();
        return;
      }
      this.startedAt = this.#parts.now();
      this.#become('RUNNING');
      const { healthCheck } = this.props.definition.container;
      if (healthCheck) {
        void checkContainerHealth({
          ...started,
          healthCheck,
          processes: this.#parts.processes,
          name: `${this.props.definition.family} health check`,
          signal: this.#over.signal,
          report: (health) => {
            this.health = health;
            this.#changed();
          },
        });
      }
    } catch (error) {
      this.cause ??= { code: 'TaskFailedToStart', reason: (error as Error).message };
      this.#end();
    }
  }

  /** Gives it a place in a target group, which it leaves before it stops. */
  join(place: DrainOnStop): void {
    this.place = place;
  }

  /**
   * Leaves its target group, then SIGTERM, then SIGKILL after the container's stop timeout; resolves once it is
   * STOPPED. `at once` does not wait for the balancer.
   */
  async stop(cause: StopCause, how: 'drain' | 'at once' = 'drain'): Promise<void> {
    if (this.cause === undefined) {
      this.cause = cause;
      this.stoppingAt = this.#parts.now();
      this.#become('DEACTIVATING');
      const left = this.#leave();
      if (how === 'drain') await left;
      this.#terminate();
    } else if (how === 'at once' && this.status === 'DEACTIVATING') {
      this.#terminate();
    }
    await this.ended;
  }

  #leave(): Promise<void> | undefined {
    this.lastComplaint ??= this.place?.complaint;
    return this.place?.leave();
  }

  #terminate(): void {
    if (this.status === 'STOPPED' || this.status === 'STOPPING') return;
    this.#become('STOPPING');
    void this.#process?.stop();
  }

  #exited({ code, signal }: Exit): void {
    this.exitCode = code ?? 128 + (signalNumbers[signal ?? ''] ?? 9);
    this.cause ??= { code: 'EssentialContainerExited', reason: 'Essential container in task exited' };
    this.#end();
  }

  #end(): void {
    this.stoppingAt ??= this.#parts.now();
    this.stoppedAt = this.#parts.now();
    this.#over.abort();
    void this.#leave();
    this.#parts.addresses.release(addressName(this.props.id));
    this.#become('STOPPED');
    this.#ended.resolve();
  }

  #become(status: TaskStatus): void {
    this.status = status;
    this.#changed();
  }
}

const signalNumbers: Readonly<Record<string, number>> = {
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};
