import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Properties } from '../../plane.ts';
import { DatabaseInstance, type DatabaseInstanceProps, type DatabaseStatus } from '../database-instance.ts';
import type { DatabaseSettings } from '../database-settings.ts';
import { replayChanges, replayed } from './replay-changes.ts';

export interface RestoreFrom {
  readonly source: DatabaseInstance;
  readonly moment: number | 'latest';
}

export interface RestoreFailure {
  readonly at: number;
  readonly cause: string;
}

/** A database with the data of another at a moment. It lives as long as the rehearsal, or until somebody deletes it. */
export class RestoredDatabase extends DatabaseInstance {
  readonly #props: DatabaseInstanceProps;
  readonly #ending = new AbortController();
  readonly #made: Promise<void>;
  #unusable: DatabaseStatus | undefined = 'creating';
  #failure: RestoreFailure | undefined;

  /** Begins at once; its status says how far it is. */
  constructor(
    props: DatabaseInstanceProps,
    settings: DatabaseSettings,
    properties: Properties,
    from: RestoreFrom,
  ) {
    super(props, settings, properties);
    this.#props = props;
    this.#made = this.#make(from);
  }

  override get status(): DatabaseStatus {
    return this.#unusable ?? super.status;
  }

  get failure(): RestoreFailure | undefined {
    return this.#failure;
  }

  /** Its data and its secret go with it. */
  override async stop(): Promise<void> {
    this.#unusable = 'deleting';
    this.#ending.abort(new Error('it is deleted'));
    await this.#made;
    await super.stop();
    await rm(this.folder, { recursive: true, force: true });
    const { secretArn } = this.settings;
    if (secretArn !== undefined) this.#props.parts.secrets.delete(secretArn);
  }

  async #make({ source, moment }: RestoreFrom): Promise<void> {
    const { parts, identifier } = this.#props;
    const { folder, settings } = this;
    const { signal } = this.#ending;
    try {
      await rm(folder, { recursive: true, force: true });
      const logs = await source.changes.copy({ moment, into: join(folder, 'data'), as: replayed });
      signal.throwIfAborted();
      await replayChanges({ parts, identifier, folder, settings, ...logs, signal });
      signal.throwIfAborted();
      await this.start();
      if (!signal.aborted) this.#unusable = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.#unusable = 'incompatible-restore';
      const cause = error instanceof Error ? error.message : String(error);
      this.#failure = { at: Date.now(), cause };
      parts.say?.(`${identifier} was not restored from ${source.identifier}: ${cause}`);
    }
  }
}
