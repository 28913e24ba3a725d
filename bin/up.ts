import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ECSClient } from '@aws-sdk/client-ecs';
import { buildBundle } from '../pipeline/build/build-image.ts';
import { services } from '../platform/services.ts';
import type { StageDefinition } from '../platform/stages.ts';
import { openDataFolder } from '../rehearsal/binaries/data-folder.ts';
import { writeWhole } from '../rehearsal/certificates/whole-file.ts';
import { type Rehearsal, startRehearsal } from '../rehearsal/rehearsal.ts';
import { openTokenKeys } from '../rehearsal/token-keys.ts';
import { memoryOf } from './memory.ts';
import { seedOnce } from './seed.ts';
import { rehearsalClientAt } from './stage/rehearsal-client.ts';
import type { Addresses } from './stage/state-folder.ts';
import { watchAddresses } from './stage/watched-addresses.ts';
import { synthesize } from './synthesis.ts';
import { createProgress, type Progress } from './terminal/progress.ts';
import { whenToldToStop } from './terminal/stop-signal.ts';
import { root } from './tool.ts';

export interface UpSettings {
  readonly stage: StageDefinition;
  readonly basePort: number;
  readonly speed: number;
  readonly stateFolder: string;
  readonly fresh: boolean;
  readonly showsEvents: boolean;
  /** Whether it sleeps and wakes by the clock. */
  readonly keepsCalendar: boolean;
}

/** Brings the platform up, keeps it up until it is told to stop, and ends all it started; gives the exit code. */
export async function up(settings: UpSettings): Promise<number> {
  const progress = createProgress(process.stderr);
  const addressesFile = join(settings.stateFolder, 'addresses.json');
  const notPlayed: string[] = [];
  const failedStacks = new Set<string>();
  let rehearsal: Rehearsal | undefined;
  const stopping = new AbortController();
  const stopped = whenToldToStop({ onImpatience: () => process.exit(130) });
  void stopped.then(() => stopping.abort());
  // However this process ends, short of being killed itself, nothing outlives it.
  process.once('exit', () => {
    if (rehearsal === undefined) return;
    rmSync(addressesFile, { force: true });
    rehearsal.kill();
  });
  try {
    await openDataFolder('rehearsal', settings.stateFolder);
    rehearsal = await startRehearsal({
      stage: settings.stage.name,
      region: settings.stage.region,
      zones: settings.stage.zones,
      stateFolder: settings.stateFolder,
      basePort: settings.basePort,
      speed: settings.speed,
      fresh: settings.fresh,
      keepsCalendar: settings.keepsCalendar,
      say: progress.say,
      parameters: await parametersOf(settings),
      onEvent: (event) => {
        // What fails now only fails because it is being ended.
        if (stopping.signal.aborted) return;
        progress.event(event, settings.showsEvents);
        if (event.status === 'CREATE_FAILED') failedStacks.add(event.stackName);
      },
      onNotPlayed: (type) => notPlayed.push(type),
      assembly: () => prepare(settings, progress, stopping.signal),
    });
    // A start that was killed could not take them away.
    await rm(addressesFile, { force: true });
    const addresses = addressesOf(settings, rehearsal);
    const playing = play(settings, rehearsal, addresses);
    // Told to stop before it is up: what was begun is ended by closing it.
    playing.catch(() => undefined);
    if ((await Promise.race([playing, stopped])) === 'up') {
      await writeWhole(addressesFile, `${JSON.stringify(addresses, null, 2)}\n`, 0o644);
      progress.say(`not played here, see docs/rehearsal.md: ${notPlayed.sort().join(', ')}`);
      report(addresses, await memoryOf([process.ppid, process.pid, ...rehearsal.pids()]));
      const endWatch = watchAddresses({ file: addressesFile, say: progress.say });
      await stopped;
      endWatch();
    }
    progress.say('stopping: tasks finish what they began …');
    return 0;
  } catch (error) {
    if (rehearsal !== undefined) sayLastWords(failedStacks, settings.stage, rehearsal, progress);
    throw error;
  } finally {
    // Where none was started, another rehearsal may be up, and these are its addresses.
    if (rehearsal !== undefined) {
      await rm(addressesFile, { force: true });
      await rehearsal.close();
      progress.say('all that was started has ended');
    }
  }
}

async function play(settings: UpSettings, rehearsal: Rehearsal, addresses: Addresses): Promise<'up'> {
  await rehearsal.play();
  await seedOnce({
    services: services.filter(({ tasks }) => tasks.includes('seed')).map(({ name }) => name),
    stage: addresses.stage,
    ecs: new ECSClient(rehearsalClientAt(addresses).settings),
    stateFolder: settings.stateFolder,
  });
  return 'up';
}

/** A service that does not come up has mostly said why. */
function sayLastWords(
  failedStacks: ReadonlySet<string>,
  stage: StageDefinition,
  rehearsal: Rehearsal,
  progress: Progress,
): void {
  for (const { name } of services.filter((service) => failedStacks.has(`${stage.name}-${service.name}`))) {
    const lines = rehearsal.lastWords(name);
    progress.say(
      lines.length === 0 ? `${name} printed nothing` : `${name} printed last:\n${lines.join('\n')}`,
    );
  }
}

function addressesOf({ stage }: UpSettings, { endpoint, publicPort }: Rehearsal): Addresses {
  const shop =
    'none' in stage.domain ? `http://127.0.0.1:${publicPort(80)}` : `https://127.0.0.1:${publicPort(443)}`;
  return { shop, endpoint, stage: stage.name, region: stage.region, pid: process.pid };
}

/** What an operator would put into the stage's parameters: here, the keys of `npx shoal token`. */
async function parametersOf({ stage, stateFolder }: UpSettings): Promise<Readonly<Record<string, string>>> {
  const keys = await openTokenKeys({ stateFolder, issuer: '', audience: '' });
  return { [`/shoal/${stage.name}/token-keys`]: JSON.stringify(keys.jwks()) };
}

/** Bundles every service and synthesizes the stage, beside each other; gives the stage's assembly folder. */
async function prepare(
  { stage, stateFolder }: UpSettings,
  { say }: Progress,
  signal: AbortSignal,
): Promise<string> {
  const assembly = join(stateFolder, 'cdk.out');
  const images = join(stateFolder, 'images');
  say(`synthesizing ${stage.name} and bundling ${services.length} services`);
  await Promise.all([
    // It was said already.
    synthesize({ into: assembly, stage: stage.name, validate: false, signal, say: () => undefined }),
    ...services.map((service) => buildBundle({ service: service.name, root, into: images })),
  ]);
  return join(assembly, `assembly-${stage.name}`);
}

function report({ shop, endpoint }: Addresses, memory: number | undefined): void {
  const startedAt = Number(process.env.SHOAL_STARTED_AT ?? performance.timeOrigin);
  const seconds = (Date.now() - startedAt) / 1000;
  const megabytes = memory === undefined ? 'not told by this system' : `${Math.round(memory / 1e6)} MB`;
  process.stdout.write(
    [
      `Shoal is up in ${seconds.toFixed(1)} s`,
      `  shop      ${shop}`,
      `  endpoint  ${endpoint}`,
      `  memory    ${megabytes}`,
      '',
    ].join('\n'),
  );
}
