import { describe, expect, it } from '@jest/globals';
import { usageOf } from '../../../rehearsal/cloudwatch/collect/process-usage.ts';
import { TaskMetrics } from '../../../rehearsal/cloudwatch/collect/task-metrics.ts';
import type { RunningService } from '../../../rehearsal/ecs/ecs-plane.ts';

const catalog: RunningService = {
  cluster: 'dev',
  name: 'catalog',
  desired: 3,
  pending: 1,
  hasInsights: false,
  tasks: [
    { id: 'one', pid: 1, cpu: 256, memoryMiB: 512 },
    { id: 'two', pid: 2, cpu: 256, memoryMiB: 512 },
  ],
};

/** Readings ten seconds apart: the first task works half of the time, the second not at all. */
function read(service: RunningService) {
  let seconds = 0;
  const metrics = new TaskMetrics({
    services: () => [service],
    usageOf: (pid) => ({
      program: 'node',
      cpuSeconds: pid === 1 ? seconds / 2 : 0,
      memoryBytes: 128 * 2 ** 20,
    }),
  });
  const first = metrics.read(0);
  seconds = 10;
  return { first, second: metrics.read(10_000) };
}

describe('what ECS reports of a service', () => {
  it('is how much of what its tasks were given they use', () => {
    const { first, second } = read(catalog);
    expect(first).toEqual([]);
    const dimensions = { ClusterName: 'dev', ServiceName: 'catalog' };
    expect(second).toEqual([
      {
        ...{ namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions, unit: 'Percent', at: 10_000 },
        pairs: [200, 1, 0, 1],
      },
      {
        ...{ namespace: 'AWS/ECS', name: 'MemoryUtilization', dimensions, unit: 'Percent', at: 10_000 },
        pairs: [25, 1, 25, 1],
      },
    ]);
  });

  it('has Container Insights only where the cluster has', () => {
    const { second } = read({ ...catalog, hasInsights: true });
    const insights = second.filter(({ namespace }) => namespace === 'ECS/ContainerInsights');
    expect(insights.map(({ name, pairs }) => [name, pairs[0]])).toEqual([
      ['DesiredTaskCount', 3],
      ['RunningTaskCount', 2],
      ['PendingTaskCount', 1],
      ['CpuUtilized', 512],
      ['CpuReserved', 256],
      ['MemoryUtilized', 128],
      ['MemoryReserved', 512],
    ]);
  });
});

describe('what a process uses', () => {
  it('is told of one that runs, and of none that does not', () => {
    const own = usageOf(process.pid);
    if (process.platform === 'linux') {
      expect(own?.program).toMatch(/^node|^MainThread/);
      expect(own?.cpuSeconds).toBeGreaterThan(0);
      expect(own?.memoryBytes).toBeGreaterThan(10 * 2 ** 20);
    } else expect(own).toBeUndefined();
    expect(usageOf(2 ** 30)).toBeUndefined();
  });
});
