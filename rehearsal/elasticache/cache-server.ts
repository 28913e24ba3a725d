import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Address } from '../addresses.ts';
import { KeepRunning } from '../binaries/keep-running.ts';
import type { RunningServer } from '../binaries/running-server.ts';
import type { ElastiCacheParts } from './elasticache-parts.ts';
import { type RedisUser, rulesOf, startRedis } from './redis-server.ts';

/** Changes the users of the running server; no template names it. */
const keeper = 'shoal-rehearsal';

export interface CacheServerProps {
  readonly id: string;
  readonly parts: ElastiCacheParts;
  /** Read at every start and at every change. */
  readonly users: () => readonly RedisUser[];
  readonly settings: () => Readonly<Record<string, string>>;
}

/** A cache with a server of its own, its data kept under its name. */
export class CacheServer {
  readonly id: string;
  readonly #props: CacheServerProps;
  readonly #runs: KeepRunning;
  readonly #password = randomBytes(24).toString('hex');
  #address: Address | undefined;
  /** Kept, since it is asked every few seconds. */
  #asking: Redis | undefined;

  constructor(props: CacheServerProps) {
    this.id = props.id;
    this.#props = props;
    this.#runs = new KeepRunning({
      name: 'cache',
      start: () => this.#server(),
      say: props.parts.say ?? (() => undefined),
    });
  }

  get address(): Address {
    if (!this.#address) throw new Error(`cache '${this.id}' has no address yet`);
    return this.#address;
  }

  get available(): boolean {
    return this.#runs.available;
  }

  async start(): Promise<void> {
    const { addresses } = this.#props.parts;
    this.#address = await addresses.claim(this.#addressName, addresses.cachePort);
    await this.#runs.start();
  }

  async restart(): Promise<void> {
    await this.#runs.restart(() => this.#server());
  }

  async stop(): Promise<void> {
    this.#asking?.disconnect();
    await this.#runs.stop();
    this.#props.parts.addresses.release(this.#addressName);
  }

  /** Gives the running server its users anew; connections of those who stay go on. */
  async applyUsers(): Promise<void> {
    const redis = await this.#client();
    try {
      const wanted = this.#users();
      const there = (await redis.acl('USERS')) as readonly string[];
      for (const user of wanted) await redis.call('ACL', 'SETUSER', user.name, ...rulesOf(user));
      const gone = there.filter((name) => name !== keeper && !wanted.some((user) => user.name === name));
      for (const name of gone) {
        await (name === 'default' ? redis.acl('SETUSER', name, 'off') : redis.acl('DELUSER', name));
      }
    } finally {
      redis.disconnect();
    }
  }

  /** What the server says of itself, by name. Rejects where it does not answer. */
  async info(): Promise<ReadonlyMap<string, string>> {
    this.#asking ??= await this.#client();
    const text = await this.#asking.info();
    return new Map(
      text.split('\r\n').flatMap((line): readonly [string, string][] => {
        const [name = '', value] = line.split(':');
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  async #client(): Promise<Redis> {
    const redis = new Redis({
      ...this.address,
      username: keeper,
      password: this.#password,
      tls: { ca: await readFile(this.#props.parts.certificates.authorityFile) },
      lazyConnect: true,
      maxRetriesPerRequest: 1,
      commandTimeout: this.#props.parts.patienceMs ?? 5000,
      disconnectTimeout: 100,
    });
    redis.on('error', () => undefined);
    return redis;
  }

  get #addressName(): string {
    return `cache ${this.id}`;
  }

  #users(): readonly RedisUser[] {
    return [
      ...this.#props.users(),
      { name: keeper, access: 'on -@all +acl +hello +info', passwords: [this.#password] },
    ];
  }

  async #server(): Promise<RunningServer> {
    const { certificates, processes, stateFolder, program } = this.#props.parts;
    const files = await certificates.certificateFor([`${this.id}.cache`, 'localhost'], [this.address.host]);
    return startRedis({
      program: await program(),
      processes,
      folder: join(stateFolder, 'redis', this.id),
      address: this.address,
      tls: { ...files, authorityFile: certificates.authorityFile },
      users: this.#users(),
      settings: this.#props.settings(),
    });
  }
}
