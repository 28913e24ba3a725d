import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProbeTarget, probe } from './probe.ts';
import { createProof } from './proof.ts';

/** Read when asked, inside the hook: what is missing then fails the release at once, and not after an hour. */
function target(): ProbeTarget {
  const authorityFile = process.env.TRUSTED_AUTHORITY_FILE;
  return {
    url: required('PROBE_URL'),
    host: required('PROBE_HOST'),
    path: required('PROBE_PATH'),
    authority: authorityFile ? readFileSync(authorityFile, 'utf8') : undefined,
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`environment of the hook: ${name} is missing, the service's stack sets it`);
  }
  return value;
}

/** What every hook is made with, whoever calls it. */
export const hookParts = {
  prove: createProof({
    ask: async () => probe(target()),
    clock: { now: () => Date.now(), sleep: async (milliseconds) => void (await sleep(milliseconds)) },
  }),
  log: (entry: Readonly<Record<string, unknown>>) => void process.stdout.write(`${JSON.stringify(entry)}\n`),
} as const;
