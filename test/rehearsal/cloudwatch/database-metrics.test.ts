import { describe, expect, it } from '@jest/globals';
import { DatabaseMetrics } from '../../../rehearsal/cloudwatch/collect/database-metrics.ts';

/** Two readings of a server that was busy for a quarter of the ten seconds between them. */
function secondReading(program: string) {
  let cpuSeconds = 1;
  const metrics = new DatabaseMetrics({
    servers: () => [{ identifier: 'shoal-dev', pid: 7 }],
    usageOf: () => ({ program, cpuSeconds, memoryBytes: 0 }),
    processors: 2,
  });
  expect(metrics.read(0)).toEqual([]);
  cpuSeconds = 3.5;
  return metrics.read(10_000);
}

describe('what RDS reports', () => {
  it.each(['mariadbd', 'mysqld'])('is how busy all processors are with %s', (program) => {
    expect(secondReading(program)).toEqual([
      {
        namespace: 'AWS/RDS',
        name: 'CPUUtilization',
        dimensions: { DBInstanceIdentifier: 'shoal-dev' },
        unit: 'Percent',
        at: 10_000,
        pairs: [12.5, 1],
      },
    ]);
  });

  it('is not told of a server in a container, of which only its starter is seen', () => {
    expect(secondReading('docker')).toEqual([]);
  });
});
