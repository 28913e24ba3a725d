import { join } from 'node:path';
import type { Address } from '../addresses.ts';
import { KeepRunning } from '../binaries/keep-running.ts';
import type { RunningServer } from '../binaries/running-server.ts';
import type { Properties } from '../plane.ts';
import {
  type AskedCopy,
  ChangeRecord,
  type CopiedLogs,
  type RestoreWindow,
} from './changes/change-record.ts';
import type { DatabaseSettings } from './database-settings.ts';
import { startMariadb } from './mariadb-server.ts';
import { asMaster, endOfChanges, forgetChanges, type MasterDoor } from './master-connection.ts';
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

const onMariadbOnly = 'a restore is rehearsed with MariaDB only, and the server of this machine is MySQL';

/** How often its changes are looked at for being too many. */
const lookEveryMs = 10_000;

/** A database of its own server, its data kept under its name. */
export class DatabaseInstance {
  readonly identifier: string;
  /** Its data's, and its server's. */
  readonly folder: string;
  readonly createdAt = Date.now();
  readonly #parts: RdsParts;
  readonly #parameterGroups: ParameterGroups;
  readonly #runs: KeepRunning;
  readonly #changes: ChangeRecord;
  #looking: NodeJS.Timeout | undefined;
  #address: Address | undefined;
  #settings: DatabaseSettings;
  #asleep: DatabaseStatus | undefined;
  /** For those who ask for its description. */
  properties: Properties;

  constructor(props: DatabaseInstanceProps, settings: DatabaseSettings, properties: Properties) {
    this.identifier = props.identifier;
    this.folder = join(props.folders, props.identifier);
    this.#changes = new ChangeRecord({ folder: this.folder });
    this.#parts = props.parts;
    this.#parameterGroups = props.parameterGroups;
    this.#settings = settings;
    this.properties = properties;
    this.#runs = new KeepRunning({
      name: 'database',
      start: () => this.#server(),
      say: props.parts.say ?? (() => undefined),
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

  /** Which seconds of it can be had again. */
  get window(): RestoreWindow {
    return this.#changes.window;
  }

  /** Of its server, while it runs. */
  get pid(): number | undefined {
    return this.#runs.pid;
  }

  async start(): Promise<void> {
    const { addresses } = this.#parts;
    this.#address = await addresses.claim(this.#addressName, addresses.databasePort);
    await this.#runs.start();
    this.#looking = setInterval(() => void this.#lookAtChanges(), lookEveryMs).unref();
  }

  /** Copies what it was when its server started, and the changes since. */
  async copy(asked: Omit<AskedCopy, 'end'>): Promise<CopiedLogs> {
    const end = await asMaster(this.#door, endOfChanges);
    return this.#changes.copy({ ...asked, end });
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
    clearInterval(this.#looking);
    await this.#runs.stop();
    this.#parts.addresses.release(this.#addressName);
  }

  get #addressName(): string {
    return `database ${this.identifier}`;
  }

  get #door(): MasterDoor {
    const { user, password } = this.#settings;
    return {
      address: this.address,
      user,
      password,
      authorityFile: this.#parts.certificates.authorityFile,
    };
  }

  async #lookAtChanges(): Promise<void> {
    if (this.status !== 'available') return;
    try {
      await this.#changes.look(() => asMaster(this.#door, forgetChanges));
    } catch (error) {
      this.#parts.say?.(`the log of the database's changes stays as long as it is: ${String(error)}`);
    }
  }

  async #server(): Promise<RunningServer> {
    const { certificates, processes, groups } = this.#parts;
    const { user, password, database, parameterGroup, exportsErrorLog } = this.#settings;
    const program = await this.#parts.program();
    const keepsChanges = this.#settings.keepsChanges && program.kind === 'mariadb';
    const { host } = this.address;
    const variables = this.#parameterGroups.variables(parameterGroup);
    const { require_secure_transport: tlsRequired = '0', ...others } = variables;
    // A client that is given an address checks the name `localhost` where it checks a name at all.
    const files = await certificates.certificateFor([`${this.identifier}.database`, 'localhost'], [host]);
    return startMariadb({
      program,
      processes,
      folder: this.folder,
      address: this.address,
      tls: {
        ...files,
        authorityFile: certificates.authorityFile,
        required: ['1', 'on', 'true'].includes(tlsRequired.toLowerCase()),
      },
      master: { user, password },
      ...(database !== undefined && { database }),
      variables: others,
      keepsChanges,
      beforeStart: async () => {
        if (keepsChanges) await this.#changes.begin();
        else if (this.#settings.keepsChanges) this.#changes.keepNothing(onMariadbOnly);
        else this.#changes.keepNothing('its BackupRetentionPeriod is 0');
      },
      onLine: (line) => {
        if (exportsErrorLog)
          groups.write(`/aws/rds/instance/${this.identifier}/error`, this.identifier, line);
      },
    });
  }
}
