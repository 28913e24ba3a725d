import { availableParallelism } from 'node:os';
import type { Measurement } from '../store/metric-store.ts';
import type { ProcessUsage } from './process-usage.ts';

export interface DatabaseServer {
  readonly identifier: string;
  readonly pid: number;
}

export interface DatabaseMetricsParts {
  readonly servers: () => readonly DatabaseServer[];
  readonly usageOf: (pid: number) => ProcessUsage | undefined;
  /** @default - as many as this machine has */
  readonly processors?: number;
}

const programs: readonly string[] = ['mariadbd', 'mysqld'];

/** What of RDS's metrics is the same here: how busy the processors are with the database, and that it runs. */
export class DatabaseMetrics {
  readonly #parts: Required<DatabaseMetricsParts>;
  #before: ReadonlyMap<number, { readonly at: number; readonly cpuSeconds: number }> = new Map();

  constructor({ processors = availableParallelism(), ...parts }: DatabaseMetricsParts) {
    this.#parts = { ...parts, processors };
  }

  read(at: number): readonly Measurement[] {
    const { servers, usageOf, processors } = this.#parts;
    const now = new Map<number, { readonly at: number; readonly cpuSeconds: number }>();
    const found = servers().flatMap(({ identifier, pid }): readonly Measurement[] => {
      const usage = usageOf(pid);
      // Of a server in a container only the program is seen that started the container.
      if (usage === undefined || !programs.includes(usage.program)) return [];
      const { cpuSeconds } = usage;
      const before = this.#before.get(pid);
      now.set(pid, { at, cpuSeconds });
      if (before === undefined || before.at >= at) return [];
      const busy = (cpuSeconds - before.cpuSeconds) / ((at - before.at) / 1000) / processors;
      const dimensions = { DBInstanceIdentifier: identifier };
      return [
        {
          ...{ namespace: 'AWS/RDS', name: 'CPUUtilization', dimensions, unit: 'Percent', at },
          pairs: [100 * busy, 1],
        },
      ];
    });
    this.#before = now;
    return found;
  }
}
