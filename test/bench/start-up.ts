import { startRehearsal } from '../support/running-rehearsal.ts';
import { atMost, type Figure } from './figures.ts';

/** The whole shop, from the command to all healthy: with empty data, and again with what is there. */
export async function benchStartUp(folder: string, ports: number): Promise<readonly Figure[]> {
  const first = await timedStart(folder, ports, ['--fresh']);
  const again = [
    await timedStart(folder, ports, []),
    await timedStart(folder, ports, []),
    await timedStart(folder, ports, []),
  ];
  const seconds = again.map((start) => start.seconds).sort((a, b) => a - b);
  return [
    atMost('first start to all healthy, empty data', first.seconds, 20, 's'),
    atMost('start to all healthy, median of 3', seconds[1] ?? Number.NaN, 12, 's'),
    atMost(
      'memory of everything (PSS), highest of 4',
      Math.max(first.memory, ...again.map((start) => start.memory)),
      1300,
      'MB',
      0,
    ),
  ];
}

async function timedStart(folder: string, ports: number, args: readonly string[]) {
  const started = performance.now();
  const rehearsal = await startRehearsal({ folder, ports, args });
  const seconds = (performance.now() - started) / 1000;
  const memory = Number(/memory\s+(\d+) MB/.exec(rehearsal.output())?.[1]);
  await rehearsal.stop();
  return { seconds, memory };
}
