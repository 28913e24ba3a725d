import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { createAfterTestTraffic } from './after-test-traffic.ts';
import { type ProbeTarget, probe } from './probe.ts';

/** Read when asked, inside the hook: what is missing then fails the release at once, not after CodeDeploy's hour. */
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

export const handler = createAfterTestTraffic({
  codedeploy: new CodeDeployClient({ maxAttempts: 10 }),
  ask: async () => probe(target()),
  clock: { now: () => Date.now(), sleep: async (milliseconds) => void (await sleep(milliseconds)) },
  log: (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`),
});
