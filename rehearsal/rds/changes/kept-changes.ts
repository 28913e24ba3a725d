import { existsSync } from 'node:fs';
import { asMaster, endOfChanges, forgetChanges, type MasterDoor } from '../master-connection.ts';
import { type AskedCopy, ChangeRecord, type CopiedLogs, type RestoreWindow } from './change-record.ts';

export interface KeptChangesProps {
  /** Of the database. */
  readonly folder: string;
  readonly door: () => MasterDoor;
  readonly isAvailable: () => boolean;
  readonly say: (sentence: string) => void;
}

/** How often they are looked at for being too many. */
const lookEveryMs = 10_000;

/** The record of a database's changes, with the server that writes it. */
export class KeptChanges {
  readonly #record: ChangeRecord;
  readonly #props: KeptChangesProps;
  #looking: NodeJS.Timeout | undefined;

  constructor(props: KeptChangesProps) {
    this.#record = new ChangeRecord({ folder: props.folder });
    this.#props = props;
  }

  get window(): RestoreWindow {
    return this.#record.window;
  }

  /** Before the server starts, and keeps them. */
  async begin(): Promise<void> {
    await this.#record.begin();
    this.#looking ??= setInterval(() => void this.#look(), lookEveryMs).unref();
  }

  /** Before the server starts, and keeps none. */
  keepNothing(why: string): void {
    this.end();
    this.#record.keepNothing(why);
  }

  async copy(asked: Omit<AskedCopy, 'end'>): Promise<CopiedLogs> {
    const end = await asMaster(this.#props.door(), endOfChanges);
    return this.#record.copy({ ...asked, end });
  }

  end(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  async #look(): Promise<void> {
    const { folder, door, isAvailable, say } = this.#props;
    if (!isAvailable()) return;
    try {
      await this.#record.look(() => asMaster(door(), forgetChanges));
    } catch (error) {
      // Somebody has removed it, and it does not come back before a start.
      if (!existsSync(folder)) {
        if (this.#looking === undefined) return;
        const what = `the folder of the database, ${folder}, was removed while it runs`;
        this.keepNothing(what);
        say(`${what}: no moment of it can be had again`);
        return;
      }
      say(`the log of the database's changes stays as long as it is: ${String(error)}`);
    }
  }
}
