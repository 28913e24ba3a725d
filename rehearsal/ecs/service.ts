import { randomInt } from 'node:crypto';
import { AwsError } from '../plane.ts';
import type { Targets } from './drain-on-stop.ts';
import type { NativeSettings } from './native-settings.ts';
import { ServiceDeployment } from './service-deployment.ts';
import { ServiceEvents } from './service-events.ts';
import type { Task } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';
import { TaskSet } from './task-set.ts';

export interface ServiceProps {
  readonly name: string;
  readonly arn: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly controller: 'ECS' | 'CODE_DEPLOY';
  readonly graceMs: number;
  /** What is only told again when the service is described. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly targets: Targets;
  readonly now: () => number;
  readonly newTask: (options: NewServiceTask) => Task;
  readonly onEvent: (message: string) => void;
}

export interface NewServiceTask {
  readonly definition: TaskDefinition;
  readonly group: string;
  readonly startedBy: string;
  readonly changed: () => void;
}

export interface LoadBalancer {
  readonly targetGroupArn: string;
  readonly containerName: string | undefined;
  readonly containerPort: number | undefined;
}

export interface TaskSetOrder {
  readonly definition: TaskDefinition;
  readonly loadBalancer: LoadBalancer | undefined;
  readonly externalId?: string;
  /** Networks and capacity: only told. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** A task set with its part in the service. */
export interface PlacedTaskSet {
  readonly set: TaskSet;
  readonly order: TaskSetOrder;
  status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  updatedAt: number;
}

/** Tasks kept running, as one task set or, while it is being replaced, as several. */
export class Service {
  readonly props: ServiceProps;
  readonly createdAt: number;
  readonly events: ServiceEvents;
  /** How ECS moves its traffic; undefined where CodeDeploy does, or where tasks are replaced in place. */
  native: NativeSettings | undefined;
  #desired = 1;
  #placed: readonly PlacedTaskSet[] = [];
  /** Those that ECS makes by itself, newest last. */
  readonly #deployments: ServiceDeployment[] = [];
  #saidSteady = false;

  constructor(props: ServiceProps) {
    this.props = props;
    this.createdAt = props.now();
    this.events = new ServiceEvents(props.now, props.onEvent);
  }

  get desired(): number {
    return this.#desired;
  }

  get placed(): readonly PlacedTaskSet[] {
    return this.#placed;
  }

  get deployments(): readonly ServiceDeployment[] {
    return this.#deployments;
  }

  get primary(): PlacedTaskSet | undefined {
    return this.#placed.find(({ status }) => status === 'PRIMARY');
  }

  get tasks(): readonly Task[] {
    return this.#placed.flatMap(({ set }) => set.tasks);
  }

  setDesired(count: number): void {
    if (count === this.#desired) return;
    this.#desired = count;
    this.#saidSteady = false;
    for (const { set, status } of this.#placed) if (status !== 'DRAINING') set.setDesired(count);
  }

  /** The first one is the service's primary; each has as many tasks as the service. */
  addTaskSet(order: TaskSetOrder): PlacedTaskSet {
    const { name, graceMs, targets, now, newTask } = this.props;
    const id = `ecs-svc/${String(randomInt(1, 2 ** 47)).padStart(19, '7')}`;
    const set = new TaskSet({
      id,
      definition: order.definition,
      targetGroupArn: order.loadBalancer?.targetGroupArn,
      graceMs,
      targets,
      now,
      newTask: (changed) =>
        newTask({ definition: order.definition, group: `service:${name}`, startedBy: id, changed }),
      say: (sentence) => this.#say(id, sentence),
      onSteady: () => this.#saySteady(),
    });
    const placed: PlacedTaskSet = {
      set,
      order,
      status: this.primary ? 'ACTIVE' : 'PRIMARY',
      updatedAt: now(),
    };
    this.#placed = [...this.#placed, placed];
    this.#saidSteady = false;
    set.setDesired(this.#desired);
    return placed;
  }

  addDeployment(definition: TaskDefinition): ServiceDeployment {
    const { arn: serviceArn, clusterArn, now } = this.props;
    const deployment = new ServiceDeployment({ serviceArn, clusterArn, definition, createdAt: now() });
    this.#deployments.push(deployment);
    return deployment;
  }

  taskSet(id: string): PlacedTaskSet {
    const found = this.#placed.find(({ set }) => set.props.id === id);
    if (found) return found;
    throw new AwsError(
      'TaskSetNotFoundException',
      `The specified task set does not exist: ${id} of service ${this.props.name}.`,
    );
  }

  setPrimary(id: string): void {
    const next = this.taskSet(id);
    const now = this.props.now();
    for (const placed of this.#placed.filter(({ status }) => status === 'PRIMARY')) {
      placed.status = 'ACTIVE';
      placed.updatedAt = now;
    }
    next.status = 'PRIMARY';
    next.updatedAt = now;
  }

  /** Drains and stops its tasks; resolves when none is left. */
  async removeTaskSet(id: string): Promise<void> {
    const going = this.taskSet(id);
    going.status = 'DRAINING';
    going.updatedAt = this.props.now();
    this.#saidSteady = false;
    await going.set.close('drain');
    this.#placed = this.#placed.filter((placed) => placed !== going);
    this.#saySteady();
  }

  /** A rolling update: the new revision serves before the old one goes; where it never does, the old one stays. */
  async roll(order: TaskSetOrder): Promise<void> {
    const old = this.#placed.filter(({ status }) => status !== 'DRAINING');
    const next = this.addTaskSet(order);
    try {
      await next.set.whenSteady();
    } catch (error) {
      await this.removeTaskSet(next.set.props.id);
      throw error;
    }
    this.setPrimary(next.set.props.id);
    await Promise.all(old.map(({ set }) => this.removeTaskSet(set.props.id)));
  }

  async close(how: 'drain' | 'at once'): Promise<void> {
    const going = this.#deployments.filter(({ isGoing }) => isGoing);
    for (const deployment of going) deployment.abandon();
    await Promise.all(going.map(({ ended }) => ended));
    await Promise.all(this.#placed.map(({ set }) => set.close(how)));
    this.#placed = [];
  }

  #say(taskSetId: string, sentence: string): void {
    const { name, controller } = this.props;
    const who = controller === 'ECS' ? `(service ${name})` : `(service ${name}, taskSet ${taskSetId})`;
    this.events.add(`${who} ${sentence}`);
  }

  #saySteady(): void {
    if (this.#saidSteady || this.#placed.some(({ set }) => set.steadySince === undefined)) return;
    this.#saidSteady = true;
    this.events.add(`(service ${this.props.name}) has reached a steady state.`);
  }
}
