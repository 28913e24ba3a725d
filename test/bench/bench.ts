import { copyRepository, type RepositoryCopy } from '../support/repository-copy.ts';
import { benchEvents } from './events.ts';
import { type Figure, tableOf } from './figures.ts';
import { benchHotStock } from './hot-stock.ts';
import { benchImage } from './image.ts';
import { benchLedger } from './ledger.ts';
import { benchLostTasks } from './lost-tasks.ts';
import { benchOrders } from './orders.ts';
import { benchOutages } from './outages.ts';
import { benchPipeline } from './pipeline.ts';
import { benchReadPath } from './read-path.ts';
import { benchReleases } from './releases.ts';
import { benchScale } from './scale.ts';
import { benchStartUp } from './start-up.ts';
import { benchTelemetry } from './telemetry.ts';

/** Beside a rehearsal that may be up on the default ports. */
const ports = 19_000;

const parts: Readonly<Record<string, (copy: RepositoryCopy) => Promise<readonly Figure[]>>> = {
  'start-up': (copy) => benchStartUp(copy.folder, ports),
  releases: (copy) => benchReleases(copy, ports),
  pipeline: () => benchPipeline(ports),
  'lost-tasks': (copy) => benchLostTasks(copy, ports),
  scale: () => benchScale(),
  image: () => benchImage(ports),
  'read-path': () => benchReadPath(ports),
  telemetry: () => benchTelemetry(ports),
  orders: () => benchOrders(ports),
  'hot-stock': () => benchHotStock(ports),
  events: () => benchEvents(ports),
  outages: (copy) => benchOutages(copy, ports),
  ledger: (copy) => benchLedger(copy, ports),
};

export const benchParts: readonly string[] = Object.keys(parts);

/** Runs the parts one after the other in a copy of the repository; the exit code says whether all bounds held. */
export async function bench(chosen: readonly string[]): Promise<number> {
  const copy = await copyRepository();
  const figures: Figure[] = [];
  try {
    for (const name of chosen) {
      process.stderr.write(`${name} …\n`);
      figures.push(...((await parts[name]?.(copy)) ?? []));
    }
  } finally {
    await copy.remove();
  }
  process.stdout.write(`${tableOf(figures)}\n`);
  return figures.every((figure) => figure.reached) ? 0 : 1;
}
