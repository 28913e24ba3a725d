import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../command.ts';
import { asTyped } from '../terminal/as-typed.ts';
import { root } from '../tool.ts';

/** Where a rehearsal keeps its data, unless `--state` says otherwise. */
export const defaultStateFolder = join(root, '.shoal');

/** The option that every command has which speaks to a rehearsal. */
export const stateOption = { type: 'string', default: defaultStateFolder } as const;

export interface Addresses {
  /** The shop's public address. */
  readonly shop: string;
  /** The AWS endpoint. */
  readonly endpoint: string;
  readonly stage: string;
  readonly region: string;
  /** The rehearsal's process, to tell one that is up from a file left by a crash. */
  readonly pid: number;
}

/** The addresses of the rehearsal that is up. */
export async function addressesOf(stateFolder: string): Promise<Addresses> {
  const text = await readFile(join(stateFolder, 'addresses.json'), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Refusal(`No rehearsal is up in ${asTyped(stateFolder)}: start one with npm start.`);
  const addresses = parsed(text);
  if (addresses === undefined) {
    throw new Refusal(
      `${asTyped(join(stateFolder, 'addresses.json'))} is damaged: end the rehearsal with Ctrl-C where it runs, and start it again with npm start.`,
    );
  }
  if (!isAlive(addresses.pid)) {
    throw new Refusal(
      'The rehearsal that was up here has crashed: npm start cleans up after it and starts anew.',
    );
  }
  return addresses;
}

function parsed(text: string): Addresses | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
