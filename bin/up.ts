import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBundle } from '../pipeline/build/build-image.ts';
import { services } from '../platform/services.ts';
import type { StageDefinition } from '../platform/stages.ts';
import { type Rehearsal, startRehearsal } from '../rehearsal/rehearsal.ts';
import { memoryOf } from './memory.ts';
import { createProgress, type Progress } from './progress.ts';
import type { Addresses } from './state-folder.ts';
import { whenToldToStop } from './stop-signal.ts';
import { synthesize } from './synthesis.ts';
import { root } from './tool.ts';

export interface UpSettings {
  readonly stage: StageDefinition;
  readonly basePort: number;
  readonly speed: number;
  readonly stateFolder: string;
  readonly fresh: boolean;
  readonly showsEvents: boolean;
}

/** Brings the platform up, keeps it up until it is told to stop, and ends all it started; gives the exit code. */
export async function up(settings: UpSettings): Promise<number> {
  const progress = createProgress(process.stderr);
  const stopped = whenToldToStop();
  const addressesFile = join(settings.stateFolder, 'addresses.json');
  let rehearsal: Rehearsal | undefined;
  try {
    rehearsal = await startRehearsal({
      stage: settings.stage.name,
      region: settings.stage.region,
      zones: settings.stage.zones,
      stateFolder: settings.stateFolder,
      basePort: settings.basePort,
      speed: settings.speed,
      fresh: settings.fresh,
      say: progress.say,
      onEvent: (event) => progress.event(event, settings.showsEvents),
      assembly: () => prepare(settings, progress),
    });
    const playing = rehearsal.play();
    // Told to stop before it is up: what was begun is ended by closing it.
    playing.catch(() => undefined);
    if ((await Promise.race([playing, stopped.then(() => 'stopped' as const)])) !== 'stopped') {
      const { shop, endpoint, pids } = rehearsal;
      const addresses: Addresses = {
        shop,
        endpoint,
        stage: settings.stage.name,
        region: settings.stage.region,
        pid: process.pid,
      };
      await writeFile(addressesFile, `${JSON.stringify(addresses, null, 2)}\n`);
      report(addresses, await memoryOf([process.ppid, process.pid, ...pids()]));
      await stopped;
    }
    progress.say('stopping: tasks finish what they began …');
    return 0;
  } finally {
    await rm(addressesFile, { force: true });
    await rehearsal?.close();
    progress.say('all that was started has ended');
  }
}

/** Bundles every service and synthesizes the stage, beside each other; gives the stage's assembly folder. */
async function prepare({ stage, stateFolder }: UpSettings, { say }: Progress): Promise<string> {
  const assembly = join(stateFolder, 'cdk.out');
  const images = join(stateFolder, 'images');
  say(`synthesizing ${stage.name} and bundling ${services.length} services`);
  await Promise.all([
    synthesize({ into: assembly, stage: stage.name, validate: false }),
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
