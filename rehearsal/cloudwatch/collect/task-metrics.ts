import type { RunningService, TaskShare } from '../../ecs/ecs-plane.ts';
import type { Measurement } from '../store/metric-store.ts';
import type { ProcessUsage } from './process-usage.ts';

export interface TaskMetricsParts {
  readonly services: () => readonly RunningService[];
  readonly usageOf: (pid: number) => ProcessUsage | undefined;
}

const unitsOfProcessor = 1024;
const mebibyte = 2 ** 20;

interface Reading {
  readonly at: number;
  readonly cpuSeconds: number;
}

/** What ECS reports of each service: how much of what its tasks were given they use. */
export class TaskMetrics {
  readonly #parts: TaskMetricsParts;
  #before: ReadonlyMap<number, Reading> = new Map();

  constructor(parts: TaskMetricsParts) {
    this.#parts = parts;
  }

  read(at: number): readonly Measurement[] {
    const now = new Map<number, Reading>();
    const found = this.#parts.services().flatMap((service) => {
      const used = service.tasks.flatMap((task) => this.#usedBy(task, at, now));
      const dimensions = { ClusterName: service.cluster, ServiceName: service.name };
      return [
        ...utilization(used).map((metric) => ({ namespace: 'AWS/ECS', dimensions, at, ...metric })),
        ...(service.hasInsights ? insights(service, used, at) : []),
      ];
    });
    this.#before = now;
    return found;
  }

  #usedBy(task: TaskShare, at: number, now: Map<number, Reading>): readonly Used[] {
    const usage = this.#parts.usageOf(task.pid);
    if (usage === undefined) return [];
    const { cpuSeconds, memoryBytes } = usage;
    const before = this.#before.get(task.pid);
    now.set(task.pid, { at, cpuSeconds });
    if (before === undefined || before.at >= at) return [];
    const processors = (cpuSeconds - before.cpuSeconds) / ((at - before.at) / 1000);
    return [{ task, units: processors * unitsOfProcessor, memoryMiB: memoryBytes / mebibyte }];
  }
}

interface Used {
  readonly task: TaskShare;
  readonly units: number;
  readonly memoryMiB: number;
}

type Metric = Pick<Measurement, 'name' | 'unit' | 'pairs'>;

/** A sample a task. */
function utilization(used: readonly Used[]): readonly Metric[] {
  if (used.length === 0) return [];
  return [
    {
      name: 'CPUUtilization',
      unit: 'Percent',
      pairs: used.flatMap(({ task, units }) => [(100 * units) / task.cpu, 1]),
    },
    {
      name: 'MemoryUtilization',
      unit: 'Percent',
      pairs: used.flatMap(({ task, memoryMiB }) => [(100 * memoryMiB) / task.memoryMiB, 1]),
    },
  ];
}

/** The part of Container Insights that a process can tell. */
function insights(
  { cluster: ClusterName, name: ServiceName, desired, pending, tasks }: RunningService,
  used: readonly Used[],
  at: number,
): readonly Measurement[] {
  const metric = (name: string, unit: string, values: readonly number[]): Measurement => ({
    ...{ namespace: 'ECS/ContainerInsights', name, dimensions: { ClusterName, ServiceName }, unit, at },
    pairs: values.flatMap((value) => [value, 1]),
  });
  return [
    metric('DesiredTaskCount', 'Count', [desired]),
    metric('RunningTaskCount', 'Count', [tasks.length]),
    metric('PendingTaskCount', 'Count', [pending]),
    ...(used.length === 0
      ? []
      : [
          metric(
            'CpuUtilized',
            'None',
            used.map(({ units }) => units),
          ),
          metric(
            'CpuReserved',
            'None',
            used.map(({ task }) => task.cpu),
          ),
          metric(
            'MemoryUtilized',
            'Megabytes',
            used.map(({ memoryMiB }) => memoryMiB),
          ),
          metric(
            'MemoryReserved',
            'Megabytes',
            used.map(({ task }) => task.memoryMiB),
          ),
        ]),
  ];
}
