import { DrainOnStop, type Targets } from './drain-on-stop.ts';
import { isServing } from './gate-on-health.ts';
import { keepDesiredCount } from './keep-desired-count.ts';
import { ailmentOf, type Patience } from './replace-unhealthy.ts';
import { RestartOnExit } from './restart-on-exit.ts';
import { Steadiness } from './steadiness.ts';
import type { StopCause, Task } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';
import { TaskSetFailedError } from './task-set-failed.ts';
import { type TaskView, viewOf } from './task-view.ts';

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
  readonly onSteady: () => void;
}

/** How often the balancer's verdicts are read; starts and ends of tasks count at once. */
const lookEveryMs = 100;

/** Tasks of one revision, kept at the desired count by the scheduler's rules. */
export class TaskSet {
  readonly props: TaskSetProps;
  readonly createdAt: number;
  readonly #restart = new RestartOnExit();
  readonly #steadiness = new Steadiness();
  readonly #tasks = new Map<string, Task>();
  readonly #served = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  /** Tasks that ended by themselves after they had served. */
  #lapses: { readonly count: number; readonly last: string } = { count: 0, last: '' };
  #desired = 0;
  #stepping = false;
  #closed = false;

  constructor(props: TaskSetProps) {
    this.props = props;
    this.createdAt = props.now();
    this.#timer = setInterval(() => this.#step(), lookEveryMs).unref();
  }

  get tasks(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  get desired(): number {
    return this.#desired;
  }

  get running(): number {
    return this.tasks.filter(({ status }) => status === 'RUNNING').length;
  }

  get pending(): number {
    return this.tasks.filter(({ status }) => status === 'PROVISIONING' || status === 'PENDING').length;
  }

  /** What the balancer says of the tasks that do not serve, each thing once. */
  get complaints(): readonly string[] {
    return [...new Set(this.tasks.flatMap(({ place }) => place?.complaint ?? []))];
  }

  /** Since when as many tasks as desired serve, and none is sick. */
  get steadySince(): number | undefined {
    return this.#steadiness.since;
  }

  get lapses(): { readonly count: number; readonly last: string } {
    return this.#lapses;
  }

  setDesired(count: number): void {
    if (this.#closed || this.#desired === count) return;
    this.#desired = count;
    this.#step();
  }

  /** Resolves when it is steady; rejects where its tasks keep failing, with what the last of them printed. */
  async whenSteady(signal?: AbortSignal): Promise<void> {
    this.#step();
    await this.#steadiness.wait(signal);
  }

  /** Stops every task. `at once` does not wait for the balancer: the rehearsal itself is ending. */
  async close(how: 'drain' | 'at once'): Promise<void> {
    this.#closed = true;
    this.#desired = 0;
    clearInterval(this.#timer);
    this.#steadiness.fail(new Error(`task set ${this.props.id} was deleted`));
    const all = this.tasks;
    await Promise.all([this.#stop(all, this.#scaling(), how), ...all.map(({ ended }) => ended)]);
  }

  #step(): void {
    if (this.#closed || this.#stepping) return;
    this.#stepping = true;
    const patience = { now: this.props.now(), graceMs: this.props.graceMs };
    this.#noteServing();
    this.#decide(patience);
    this.#judge(patience);
    this.#stepping = false;
  }

  #noteServing(): void {
    for (const view of this.#views()) {
      if (!isServing(view) || this.#served.has(view.id)) continue;
      this.#served.add(view.id);
      this.#restart.served();
    }
  }

  #decide(patience: Patience): void {
    const { start, surplus, sick } = keepDesiredCount(this.#views(), this.#desired, patience);
    if (start > 0 && this.#restart.delay(patience.now) === 0) this.#start(start);
    void this.#stop(this.#tasksOf(surplus), this.#scaling());
    this.#giveUpOnHopeless(patience);
    for (const view of sick) {
      for (const task of this.#tasksOf([view])) this.#replace(task, ailmentOf(view, patience));
    }
  }

  /** Who waits is told as soon as a task has used up its grace period; the scheduler itself goes on trying. */
  #giveUpOnHopeless(patience: Patience): void {
    const hopeless = this.#views().filter(
      (view) => !this.#served.has(view.id) && ailmentOf(view, patience) !== undefined,
    );
    const [task] = this.#tasksOf(hopeless);
    if (!task) return;
    const seconds = Math.round((patience.now - task.createdAt) / 1000);
    this.#steadiness.fail(
      new TaskSetFailedError(`a task was not healthy ${seconds} s after its start`, task),
    );
  }

  #judge(patience: Patience): void {
    const live = this.#views().filter(({ phase }) => phase !== 'stopping');
    const steady =
      live.length === this.#desired &&
      live.every((view) => isServing(view) && ailmentOf(view, patience) === undefined);
    if (this.#steadiness.set(steady, patience.now)) this.props.onSteady();
  }

  #start(count: number): void {
    const tasks = Array.from({ length: count }, () => this.props.newTask(() => this.#step()));
    for (const task of tasks) {
      this.#tasks.set(task.props.id, task);
      void task.ended.then(() => this.#taskEnded(task));
      void task.start().then(() => this.#register(task));
    }
    this.props.say(`has started ${count} tasks: ${listOf(tasks)}.`);
  }

  #register(task: Task): void {
    const { targetGroupArn, targets, say } = this.props;
    if (task.status !== 'RUNNING' || targetGroupArn === undefined || !task.address) return;
    const target = { address: task.address.host, port: task.address.port };
    try {
      task.join(new DrainOnStop(targets, targetGroupArn, target));
      say(`registered 1 targets in (target-group ${targetGroupArn})`);
    } catch (error) {
      const reason = `Unable to register the task in (target-group ${targetGroupArn}): ${(error as Error).message}`;
      void task.stop({ code: 'ServiceSchedulerInitiated', reason });
    }
  }

  #taskEnded(task: Task): void {
    const { id } = task.props;
    this.#tasks.delete(id);
    const served = this.#served.delete(id);
    if (!this.#closed && isFailure(task)) {
      if (served) this.#lapsed(task);
      else this.#failed(task);
    }
    this.#step();
  }

  #lapsed(task: Task): void {
    const count = this.#lapses.count + 1;
    const { message } = new TaskSetFailedError(`${count} tasks ended after they had served`, task);
    this.#lapses = { count, last: message };
  }

  #failed(task: Task): void {
    this.#restart.endedWithoutServing(this.props.now());
    const { failures } = this.#restart;
    // ECS's own circuit breaker counts like this: half the desired count, but three at least.
    if (failures < Math.max(3, Math.ceil(this.#desired / 2))) return;
    if (failures % 3 === 0) this.props.say('is unable to consistently start tasks successfully.');
    this.#steadiness.fail(
      new TaskSetFailedError(`${failures} tasks in a row ended before they served`, task),
    );
  }

  #replace(task: Task, ailment: ReturnType<typeof ailmentOf>): void {
    const { targetGroupArn, say } = this.props;
    if (ailment === 'load balancer' && task.cause === undefined) {
      say(
        `(task ${task.props.id}) (port ${task.address?.port}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${task.place?.complaint ?? 'Health checks failed'})`,
      );
    }
    const reason =
      ailment === 'container'
        ? 'Task failed container health checks'
        : `Task failed ELB health checks in (target-group ${targetGroupArn})`;
    void this.#stop([task], { code: 'ServiceSchedulerInitiated', reason });
  }

  async #stop(tasks: readonly Task[], cause: StopCause, how: 'drain' | 'at once' = 'drain'): Promise<void> {
    const going = how === 'at once' ? tasks : tasks.filter(({ cause: already }) => already === undefined);
    if (going.length === 0) return;
    const placed = going.filter(({ place }) => place);
    if (placed.length > 0) {
      this.props.say(`has begun draining connections on ${placed.length} tasks.`);
      this.props.say(`deregistered ${placed.length} targets in (target-group ${this.props.targetGroupArn})`);
    }
    await Promise.all(going.map((task) => task.stop(cause, how)));
    this.props.say(`has stopped ${going.length} running tasks: ${listOf(going)}.`);
  }

  #views(): readonly TaskView[] {
    const balanced = this.props.targetGroupArn !== undefined;
    return this.tasks.filter(({ status }) => status !== 'STOPPED').map((task) => viewOf(task, balanced));
  }

  #tasksOf(views: readonly TaskView[]): readonly Task[] {
    return views.flatMap(({ id }) => this.#tasks.get(id) ?? []);
  }

  #scaling(): StopCause {
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

function listOf(tasks: readonly Task[]): string {
  return tasks.map(({ props }) => `(task ${props.id})`).join(' ');
}
