import { drainOnStop, leaveTargetGroup, type Membership, type Targets } from './drain-on-stop.ts';
import { isServing } from './gate-on-health.ts';
import { keepDesiredCount } from './keep-desired-count.ts';
import { ailmentOf } from './replace-unhealthy.ts';
import { RestartOnExit } from './restart-on-exit.ts';
import type { StopCause, Task } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';
import { TaskSetFailedError } from './task-set-failed.ts';
import type { TaskView } from './task-view.ts';

export interface TaskSetProps {
  /** `ecs-svc/1234567890123456789` */
  readonly id: string;
  readonly definition: TaskDefinition;
  readonly targetGroupArn: string | undefined;
  readonly graceMs: number;
  readonly targets: Targets;
  readonly now: () => number;
  /** Makes a task of this set, which is not started yet. */
  readonly newTask: (changed: () => void) => Task;
  /** ECS's sentence without its beginning, as `has started 1 tasks: (task 3f…).` */
  readonly say: (sentence: string) => void;
  readonly changed: () => void;
}

/** How often the balancer's verdicts are read; starts and ends of tasks count at once. */
const lookEveryMs = 100;

/** Tasks of one revision, kept at the desired count by the scheduler's rules. */
export class TaskSet {
  readonly props: TaskSetProps;
  readonly createdAt: number;
  desired = 0;
  #steadySince: number | undefined;
  readonly #restart = new RestartOnExit();
  readonly #tasks = new Map<string, Task>();
  readonly #served = new Set<string>();
  readonly #said = new Set<string>();
  readonly #waiters = new Set<{ resolve: () => void; reject: (error: Error) => void }>();
  readonly #timer: NodeJS.Timeout;
  #stepping = false;
  #closed = false;
  #lastFailed: { readonly task: Task; readonly reason: string | undefined } | undefined;

  constructor(props: TaskSetProps) {
    this.props = props;
    this.createdAt = props.now();
    this.#timer = setInterval(() => this.#step(), lookEveryMs).unref();
  }

  get tasks(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  get running(): number {
    return this.tasks.filter(({ status }) => status === 'RUNNING').length;
  }

  get pending(): number {
    return this.tasks.filter(({ status }) => status === 'PROVISIONING' || status === 'PENDING').length;
  }

  /** Since when as many tasks as desired serve, and none is sick. */
  get steadySince(): number | undefined {
    return this.#steadySince;
  }

  setDesired(count: number): void {
    if (this.#closed || this.desired === count) return;
    this.desired = count;
    this.#step();
  }

  /** Resolves when it is steady; rejects where its tasks keep failing, with what the last of them printed. */
  async whenSteady(signal?: AbortSignal): Promise<void> {
    this.#step();
    if (this.#steadySince !== undefined) return;
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { resolve, reject };
    const stop = (): void => reject(signal?.reason);
    this.#waiters.add(waiter);
    signal?.addEventListener('abort', stop, { once: true });
    await promise.finally(() => {
      this.#waiters.delete(waiter);
      signal?.removeEventListener('abort', stop);
    });
  }

  /** Drains and stops every task. `at once` does not wait for the balancer: the rehearsal itself is ending. */
  async close(how: 'drain' | 'at once'): Promise<void> {
    this.#closed = true;
    this.desired = 0;
    clearInterval(this.#timer);
    for (const waiter of this.#waiters) waiter.reject(new Error(`task set ${this.props.id} was deleted`));
    const cause = this.#schedulerCause();
    if (how === 'drain') void this.#stop(this.tasks, cause);
    else for (const task of this.tasks) void this.#stopAtOnce(task, cause);
    await Promise.all(this.tasks.map(({ ended }) => ended));
  }

  async #stopAtOnce(task: Task, cause: StopCause): Promise<void> {
    void leaveTargetGroup(task, this.#membership);
    await task.stop(cause);
  }

  #step(): void {
    if (this.#closed || this.#stepping) return;
    this.#stepping = true;
    try {
      this.#lookAtTasks();
      this.#decide();
      this.#judgeSteadiness();
    } finally {
      this.#stepping = false;
    }
  }

  #lookAtTasks(): void {
    for (const view of this.#views()) {
      if (!isServing(view) || this.#served.has(view.id)) continue;
      this.#served.add(view.id);
      this.#restart.served();
    }
  }

  #decide(): void {
    const { now, graceMs } = this.props;
    const patience = { now: now(), graceMs };
    const views = this.#views();
    const { start, surplus, sick } = keepDesiredCount(views, this.desired, patience);
    if (start > 0 && this.#restart.delay(patience.now) === 0) this.#start(start);
    void this.#stop(this.#tasksOf(surplus), this.#schedulerCause());
    for (const view of sick) {
      const ailment = ailmentOf(view, patience);
      const reason =
        ailment === 'container'
          ? 'Task failed container health checks'
          : `Task failed ELB health checks in (target-group ${this.props.targetGroupArn})`;
      this.#report(view);
      void this.#stop(this.#tasksOf([view]), { code: 'ServiceSchedulerInitiated', reason });
    }
  }

  #judgeSteadiness(): void {
    const { now, graceMs } = this.props;
    const live = this.#views().filter(({ phase }) => phase !== 'stopping');
    const patience = { now: now(), graceMs };
    const steady =
      live.length === this.desired &&
      live.every((view) => isServing(view) && ailmentOf(view, patience) === undefined);
    if (!steady) {
      this.#steadySince = undefined;
      return;
    }
    if (this.#steadySince !== undefined) return;
    this.#steadySince = patience.now;
    for (const waiter of this.#waiters) waiter.resolve();
    this.props.changed();
  }

  #start(count: number): void {
    const tasks = Array.from({ length: count }, () => this.props.newTask(() => this.#step()));
    for (const task of tasks) {
      this.#tasks.set(task.props.id, task);
      void task.ended.then(() => this.#taskEnded(task));
      void task.start().then(() => this.#taskStarted(task));
    }
    this.props.say(
      `has started ${count} tasks: ${tasks.map((task) => `(task ${task.props.id})`).join(' ')}.`,
    );
  }

  #taskStarted(task: Task): void {
    if (task.status !== 'RUNNING' || !this.#membership || !task.address || this.#closed) return;
    const { targets, targetGroupArn } = this.#membership;
    targets.register(targetGroupArn, { address: task.address.host, port: task.address.port });
    this.props.say(`registered 1 targets in (target-group ${targetGroupArn})`);
    this.#step();
  }

  #taskEnded(task: Task): void {
    const { id } = task.props;
    const reason = this.#verdict(task)?.reason;
    void leaveTargetGroup(task, this.#membership);
    this.#tasks.delete(id);
    if (!this.#served.delete(id) && !this.#closed && isFailure(task)) {
      this.#lastFailed = { task, reason };
      this.#restart.endedWithoutServing(this.props.now());
      this.#giveUpWaiting();
    }
    this.#said.delete(id);
    this.#step();
  }

  /** ECS's own circuit breaker counts like this: half the desired count, but three at least. */
  #giveUpWaiting(): void {
    const { failures } = this.#restart;
    if (failures < Math.max(3, Math.ceil(this.desired / 2)) || !this.#lastFailed) return;
    if (failures % 3 === 0) this.props.say('is unable to consistently start tasks successfully.');
    const error = new TaskSetFailedError({
      ...this.#lastFailed,
      failures,
      definition: this.props.definition,
    });
    for (const waiter of this.#waiters) waiter.reject(error);
  }

  async #stop(tasks: readonly Task[], cause: StopCause): Promise<void> {
    const going = tasks.filter(({ cause: already }) => already === undefined);
    if (going.length === 0) return;
    if (this.#membership) {
      this.props.say(`has begun draining connections on ${going.length} tasks.`);
      this.props.say(`deregistered ${going.length} targets in (target-group ${this.props.targetGroupArn})`);
    }
    await Promise.all(going.map((task) => drainOnStop(task, cause, this.#membership)));
    this.props.say(
      `has stopped ${going.length} running tasks: ${going.map((task) => `(task ${task.props.id})`).join(' ')}.`,
    );
  }

  #report({ id, target }: TaskView): void {
    const task = this.#tasks.get(id);
    if (!task || this.#said.has(id) || target !== 'unhealthy') return;
    this.#said.add(id);
    this.props.say(
      `(task ${id}) (port ${task.address?.port}) is unhealthy in (target-group ${this.props.targetGroupArn}) due to (reason ${this.#verdict(task)?.reason ?? 'Health checks failed'})`,
    );
  }

  #views(): readonly TaskView[] {
    return this.tasks
      .filter(({ status }) => status !== 'STOPPED')
      .map((task) => ({
        id: task.props.id,
        phase: phaseOf(task),
        createdAt: task.createdAt,
        target: this.#targetHealth(task),
        container: task.props.definition.container.healthCheck ? lower(task.health) : 'none',
      }));
  }

  #targetHealth(task: Task): TaskView['target'] {
    if (!this.#membership) return 'none';
    const state = this.#verdict(task)?.state;
    // A target group that no listener uses checks nobody, and says nothing against its targets.
    if (state === 'healthy' || state === 'unused') return 'healthy';
    return state === 'unhealthy' ? 'unhealthy' : 'unknown';
  }

  #verdict({ address }: Task): ReturnType<Targets['health']>[number] | undefined {
    const { targetGroupArn, targets } = this.props;
    if (!address || targetGroupArn === undefined) return undefined;
    return targets
      .health(targetGroupArn)
      .find(({ target }) => target.address === address.host && target.port === address.port);
  }

  get #membership(): Membership | undefined {
    const { targetGroupArn, targets } = this.props;
    return targetGroupArn === undefined ? undefined : { targets, targetGroupArn };
  }

  #tasksOf(views: readonly TaskView[]): readonly Task[] {
    return views.flatMap(({ id }) => this.#tasks.get(id) ?? []);
  }

  #schedulerCause(): StopCause {
    return {
      code: 'ServiceSchedulerInitiated',
      reason: `Scaling activity initiated by (deployment ${this.props.id})`,
    };
  }
}

/** Who is told to stop because it is not needed has not failed. */
function isFailure({ cause }: Task): boolean {
  return cause?.code !== 'UserInitiated' && !cause?.reason.startsWith('Scaling activity');
}

function phaseOf({ status }: Task): TaskView['phase'] {
  if (status === 'RUNNING') return 'running';
  return status === 'PROVISIONING' || status === 'PENDING' ? 'starting' : 'stopping';
}

function lower(health: Task['health']): TaskView['container'] {
  return health === 'HEALTHY' ? 'healthy' : health === 'UNHEALTHY' ? 'unhealthy' : 'unknown';
}
