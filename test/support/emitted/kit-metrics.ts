import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const kit = join(import.meta.dirname, '..', '..', '..', 'services', 'kit');

/** The names of metrics in the code of a folder of the kit, or of all: `metrics.count('CacheHits')`. */
function namesIn(folder: string): readonly string[] {
  const files = readdirSync(join(kit, folder), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(kit, folder, file), 'utf8'));
  const calls = texts.flatMap((text) => [
    ...text.matchAll(/\bmetrics\s*\.(?:count|gauge|observe|watch)\('(\w+)'/g),
  ]);
  return [...new Set(calls.map(([, name]) => name ?? ''))];
}

const byVersion = ['Requests', 'ServerErrors', 'Latency'];

/** What every service tells, what it tells of each version of itself, and of each service that it calls. */
export const kitMetrics = {
  ofService: namesIn('.').filter((name) => !namesIn('clients').includes(name)),
  ofVersion: byVersion,
  ofUpstream: namesIn('clients'),
} as const;
