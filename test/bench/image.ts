import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildBundle } from '../../pipeline/build/build-image.ts';
import {
  callerSecretVariableOf,
  callSecretVariableOf,
  environmentNames as name,
} from '../../platform/environment-names.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { services } from '../../platform/services.ts';
import { type BareShop, makeSchema, openBareShop } from './bare-shop.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { median } from './median.ts';

const root = join(import.meta.dirname, '..', '..');
const runs = 7;
const mostMegabytes = 70;
const mostMs = 400;

/**
 * What a service's image has above its base, and how soon a process of it answers that it is healthy. Without Docker: the
 * layer that the Dockerfile copies is made of these files alone.
 */
export async function benchImage(ports: number): Promise<readonly Figure[]> {
  const sizes = await imageSizes();
  const shop = await openBareShop();
  try {
    const starts: Figure[] = [];
    for (const service of services) starts.push(await startOf(shop, service, ports));
    return [...sizes, ...starts];
  } finally {
    await shop.stop();
  }
}

async function imageSizes(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-image-'));
  try {
    const figures: Figure[] = [];
    for (const service of services) {
      const { directory } = await buildBundle({ service: service.name, root, into: folder });
      const files = await filesOf(directory);
      const code = files.filter(({ path }) => path.endsWith('js'));
      const megabytes = files.reduce((sum, { compressed }) => sum + compressed, 0) / 1e6;
      const whole = files.reduce((sum, { size }) => sum + size, 0) / 1e6;
      figures.push(
        atMost(`${service.name}: image above its base, compressed`, megabytes, mostMegabytes, 'MB', 2),
        shown(
          `${service.name}: its files`,
          `${code.length} of code and ${files.length - code.length} of SQL, ${whole.toFixed(2)} MB`,
        ),
      );
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function filesOf(directory: string) {
  const paths = await readdir(directory, { recursive: true, withFileTypes: true });
  return Promise.all(
    paths
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const bytes = await readFile(join(entry.parentPath, entry.name));
        // As Docker compresses a layer.
        return { path: entry.name, size: bytes.length, compressed: gzipSync(bytes, { level: 6 }).length };
      }),
  );
}

async function startOf(shop: BareShop, service: ServiceDefinition, ports: number): Promise<Figure> {
  if (service.needs.database) {
    await makeSchema(shop, service.name);
    await shop.task(service.name, 'migrate');
  }
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = await shop.start({ service: service.name, port: ports + 20, env: whatever });
    times.push(started.readyAfterMs);
    await started.stop();
  }
  return atMost(
    `${service.name}: from process start to first healthy answer, median of ${runs}`,
    median(times),
    mostMs,
    'ms',
    0,
  );
}

/** What a service must be told and does not ask for before it is healthy. */
const whatever: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    services.flatMap((each) => [
      [callerSecretVariableOf(each.name), 'x'.repeat(48)],
      [callSecretVariableOf(each.name), 'x'.repeat(48)],
      ...(each.needs.secrets ?? []).map((secret) => [secret, 'x'.repeat(48)]),
    ]),
  ),
  [name.eventsTopicArn]: 'arn:aws:sns:eu-central-1:000000000000:bench',
  [name.eventsQueueUrl]: 'http://127.0.0.1:9/000000000000/bench',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};
