import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../../bin/tool.ts';
import { headroomLine, headroomOf } from '../support/headroom.ts';
import { stacksOf } from '../support/synthesized.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { median } from './median.ts';

/** The shop as it is, and on the way to the most that one internal balancer takes. */
const [fewest, ...further] = [7, 15, 25, 50] as const;
const rounds = 3;

/** How synthesis grows with the number of services, and which of AWS's quotas they meet first. */
export async function benchScale(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-scale-'));
  try {
    const seconds = new Map<number, number>();
    for (const count of [fewest, ...further]) seconds.set(count, await synthesisOf(count, folder));
    const most = further.at(-1) ?? fewest;
    const first = seconds.get(fewest) ?? Number.NaN;
    const last = seconds.get(most) ?? Number.NaN;
    return [
      atMost(`synthesis of three stages, ${fewest} services, without validation`, first, 10, 's'),
      atMost(`each service added, up to ${most}`, (last - first) / (most - fewest), 0.15, 's', 3),
      shown('growth', [...seconds].map(([count, took]) => `${count}: ${took.toFixed(1)} s`).join(', ')),
      ...headroomOf(stacksOf(join(folder, String(most))))
        .slice(0, 8)
        .map((headroom) => shown(`at ${most} services`, headroomLine(headroom).trim())),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The median of several, each in a process of its own as `npm run synth` does it. */
async function synthesisOf(count: number, folder: string): Promise<number> {
  const program = join(import.meta.dirname, 'scale', 'synthesize.ts');
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const { code, output } = await runTool('node', [program, String(count)], {
      env: {
        CDK_OUTDIR: join(folder, String(count)),
        CDK_VALIDATION: 'false',
        NODE_COMPILE_CACHE: join(folder, 'compiled'),
      },
    });
    if (code !== 0) throw new Error(`${count} services could not be synthesized:\n${output}`);
    times.push((performance.now() - started) / 1000);
  }
  return median(times);
}
