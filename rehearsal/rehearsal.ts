import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findServerPrograms } from './binaries/binaries.ts';
import type { StackEvent } from './cloudformation/stack-event.ts';
import { composePlanes, type Planes } from './compose-planes.ts';
import { type Endpoint, startEndpoint } from './endpoint/endpoint.ts';
import { ProcessBook } from './processes.ts';

export interface RehearsalSettings {
  readonly stage: string;
  readonly region: string;
  readonly zones: readonly string[];
  readonly stateFolder: string;
  readonly basePort: number;
  /** How many times faster than AWS's the deployment clock goes. */
  readonly speed: number;
  /** Whether what recurs by the clock happens, sleep at night above all. @default - only what was asked for once does */
  readonly keepsCalendar?: boolean;
  /** Whether to begin with empty data. */
  readonly fresh: boolean;
  /** Values of SSM parameters that win over those the templates give. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly say: (sentence: string) => void;
  readonly onEvent: (event: StackEvent) => void;
  /** Called once for each type that the templates hold and no plane plays. */
  readonly onNotPlayed: (type: string) => void;
  /** Gives the folder of the stage's assembly, once it is there. */
  readonly assembly: () => Promise<string>;
}

export interface Rehearsal {
  /** The AWS API's address. */
  readonly endpoint: string;
  /** The port on 127.0.0.1 that stands for one of the public balancer's. */
  publicPort(port: number): number;
  /** Deploys every stack of the stage; resolves when all of it is healthy. */
  play(): Promise<void>;
  /** What a service's tasks printed last. */
  lastWords(service: string): readonly string[];
  /** The processes it has started and that still run. */
  pids(): readonly number[];
  /** Drains and ends all it started. */
  close(): Promise<void>;
  /** Ends every process it has started, at once: for somebody who will not wait for `close`. */
  kill(): void;
}

/** What `--fresh` clears; programs, images and the authority stay, for they hold nobody's data. */
const dataFolders = ['mariadb', 'redis', 'logs', 'secrets.json', 'names.json', 'seeds'];

/** Plays a stage's templates on this machine. Rejects in a sentence, with nothing left running. */
export async function startRehearsal(settings: RehearsalSettings): Promise<Rehearsal> {
  const { stateFolder, say } = settings;
  const processes = new ProcessBook(stateFolder);
  const leftovers = await processes.endLeftovers();
  if (leftovers.length > 0) say(`ended what an earlier start left running: ${leftovers.join(', ')}`);
  // Restored databases live as long as the rehearsal that made them.
  await rm(join(stateFolder, 'restored'), { recursive: true, force: true });
  if (settings.fresh) {
    await Promise.all(
      dataFolders.map((name) => rm(join(stateFolder, name), { recursive: true, force: true })),
    );
  }
  // Templates are made while the endpoint opens and the servers' programs are looked for.
  const assembly = settings.assembly();
  assembly.catch(() => undefined);
  const ending = new AbortController();
  const programs = findServerPrograms({ stateFolder, progress: say, signal: ending.signal });
  programs.catch(() => undefined);
  let planes: Planes | undefined;
  let endpoint: Endpoint | undefined;
  const close = async () => {
    ending.abort();
    await planes?.close();
    await endpoint?.close();
    await processes.close();
  };
  try {
    const composed = await composePlanes(settings, { processes, programs: () => programs });
    planes = composed;
    endpoint = await startEndpoint({
      apis: composed.apis,
      handedOn: composed.handedOn,
      ...(await composed.addresses.claimPort('the AWS endpoint', composed.addresses.endpointPort)),
      onFault: (error, operation) =>
        say(`${operation}: ${error instanceof Error ? error.stack : String(error)}`),
    });
    return {
      endpoint: endpoint.url,
      publicPort: (port) => composed.addresses.publicPort(port),
      play: async () => {
        // A machine without the servers is told of once, and not by each stack that wants them.
        const [folder] = await Promise.all([assembly, programs]);
        await composed.cloudFormation.applyAssembly(folder);
      },
      lastWords: (service) => composed.tail(`/shoal/${settings.stage}/${service}`, 15),
      pids: () => processes.pids,
      close,
      kill: () => {
        ending.abort();
        processes.kill();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
