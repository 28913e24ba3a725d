import { join } from 'node:path';
import type { Address } from '../addresses.ts';
import { KeepRunning } from '../binaries/keep-running.ts';
import type { RunningServer } from '../binaries/running-server.ts';
import type { Properties } from '../plane.ts';
import { KeptChanges } from './changes/kept-changes.ts';
import type { DatabaseSettings } from './database-settings.ts';
import { startInstanceServer } from './instance-server.ts';
import type { MasterDoor } from './master-connection.ts';
import type { ParameterGroups } from './parameter-groups.ts';
import type { RdsParts } from './rds-parts.ts';

export interface DatabaseInstanceProps {
  readonly identifier: string;
  readonly parts: RdsParts;
  readonly parameterGroups: ParameterGroups;
  /** What its folder lies in. */
  readonly folders: string;
}

/** As RDS calls it. */
export type DatabaseStatus =
  | 'available'
  | 'rebooting'
  | 'stopping'
  | 'stopped'
  | 'starting'
  | 'creating'
  | 'incompatible-restore'
  | 'deleting';

/** A database of its own server, its data kept under its name. */
export class DatabaseInstance {
  readonly identifier: string;
  /** Its data's, and its server's. */
  readonly folder: string;
  readonly createdAt = Date.now();
  readonly #parts: RdsParts;
  readonly #parameterGroups: ParameterGroups;
  readonly #runs: KeepRunning;
  readonly #changes: KeptChanges;
  #address: Address | undefined;
  #settings: DatabaseSettings;
  #asleep: DatabaseStatus | undefined;
  /** For those who ask for its description. */
  properties: Properties;

  constructor(props: DatabaseInstanceProps, settings: DatabaseSettings, properties: Properties) {
    this.identifier = props.identifier;
    this.folder = join(props.folders, props.identifier);
    this.#parts = props.parts;
    this.#parameterGroups = props.parameterGroups;
    this.#settings = settings;
    this.properties = properties;
    const say = props.parts.say ?? (() => undefined);
    this.#runs = new KeepRunning({ name: 'database', start: () => this.#server(), say });
    this.#changes = new KeptChanges({
      folder: this.folder,
      door: () => this.#door,
      isAvailable: () => this.status === 'available',
      say,
    });
  }

  get settings(): DatabaseSettings {
    return this.#settings;
  }

  get address(): Address {
    if (!this.#address) throw new Error(`database '${this.identifier}' has no address yet`);
    return this.#address;
  }

  get status(): DatabaseStatus {
    return this.#asleep ?? (this.#runs.available ? 'available' : 'rebooting');
  }

  /** Where it answers, once that is known. */
  get endpoint(): Address | undefined {
    return this.#address;
  }

  /** What can be had again of its past. */
  get changes(): KeptChanges {
    return this.#changes;
  }

  /** Of its server, while it runs. */
  get pid(): number | undefined {
    return this.#runs.pid;
  }

  async start(): Promise<void> {
    const { addresses } = this.#parts;
    this.#address = await addresses.claim(this.#addressName, addresses.databasePort);
    await this.#runs.start();
  }

  /** Applies what has changed; the server starts anew where it must. */
  async change(settings: DatabaseSettings, properties: Properties): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    this.properties = properties;
    if (JSON.stringify(before) !== JSON.stringify(settings)) await this.restart();
  }

  async restart(): Promise<void> {
    await this.#runs.restart(() => this.#server());
  }

  /** Its data and its address stay. */
  async fallAsleep(): Promise<void> {
    this.#asleep = 'stopping';
    await this.#runs.pause();
    this.#asleep = 'stopped';
  }

  async wakeUp(): Promise<void> {
    this.#asleep = 'starting';
    try {
      await this.#runs.start();
      this.#asleep = undefined;
    } catch (error) {
      this.#asleep = 'stopped';
      this.#parts.say?.(
        `the database does not start: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  async stop(): Promise<void> {
    this.#changes.end();
    await this.#runs.stop();
    this.#parts.addresses.release(this.#addressName);
  }

  get #addressName(): string {
    return `database ${this.identifier}`;
  }

  get #door(): MasterDoor {
    const { user, password } = this.#settings;
    const { authorityFile } = this.#parts.certificates;
    return { address: this.address, user, password, authorityFile };
  }

  async #server(): Promise<RunningServer> {
    return startInstanceServer({
      identifier: this.identifier,
      parts: this.#parts,
      folder: this.folder,
      address: this.address,
      settings: this.#settings,
      variables: this.#parameterGroups.variables(this.#settings.parameterGroup),
      changes: this.#changes,
    });
  }
}
