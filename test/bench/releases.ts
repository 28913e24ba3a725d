import type { RepositoryCopy } from '../support/repository-copy.ts';
import { startRehearsal } from '../support/running-rehearsal.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { startLoad } from './load.ts';
import { shoppersOf } from './shoppers.ts';

const releases = 20;

/** Releases catalog again and again, blue/green, each time with changed code, while shoppers go on. */
export async function benchReleases(copy: RepositoryCopy, ports: number): Promise<readonly Figure[]> {
  const rehearsal = await startRehearsal({ folder: copy.folder, ports, args: ['--speed', '600'] });
  try {
    const load = startLoad({
      origin: rehearsal.shop,
      perSecond: 200,
      next: await shoppersOf(rehearsal),
      atMostSeconds: 1200,
    });
    const seconds: number[] = [];
    let refused = 0;
    for (let release = 1; release <= releases; release++) {
      await copy.edit(
        'services/catalog/service.ts',
        (text) => `${text}\n// release ${release} of the bench\n`,
      );
      const deployed = await rehearsal.shoal(['deploy', 'catalog']);
      seconds.push(deployed.seconds);
      if (deployed.code !== 0) {
        refused += 1;
        process.stderr.write(deployed.output);
      }
    }
    const report = await load.stop();
    for (const failure of report.failures) process.stderr.write(`${failure}\n`);
    seconds.sort((a, b) => a - b);
    return [
      atMost(`releases that did not succeed, of ${releases}`, refused, 0, 'releases', 0),
      atMost(`failed requests over ${releases} releases`, report.failed, 0, 'requests', 0),
      shown('requests sent meanwhile', String(report.sent)),
      shown('slowest request, p99', `${report.slowestMs.toFixed(0)} ms, ${report.p99Ms.toFixed(0)} ms`),
      shown('one release, median (clock 600 times as fast)', `${(seconds[releases / 2] ?? 0).toFixed(1)} s`),
    ];
  } finally {
    await rehearsal.stop();
  }
}
