import { createHash } from 'node:crypto';
import { PortTakenError, probe as probeHere } from './port-probe.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface AddressBookProps {
  /** Two rehearsals with different state folders get different networks. */
  readonly stateFolder: string;
  /** @default 8000 - the shop at 8080 and 8443, the AWS endpoint at 8000 */
  readonly basePort?: number;
  /** Says whether a port is free at an address. @default - tries it on this machine */
  readonly probe?: typeof probeHere;
}

const loopback = '127.0.0.1';

/**
 * Hands out addresses in 127.0.0.0/8, each standing for the network interface of a task, a database or a balancer.
 * Where the system answers on 127.0.0.1 alone (macOS), it hands out ports of that instead.
 */
export class AddressBook {
  readonly basePort: number;
  readonly #network: number;
  readonly #probe: typeof probeHere;
  readonly #claimed = new Map<string, Address>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ stateFolder, basePort = 8000, probe = probeHere }: AddressBookProps) {
    this.#probe = probe;
    if (!Number.isInteger(basePort) || basePort < 1024 || basePort > 60_000) {
      throw new Error(`--ports ${basePort}: allowed are whole numbers from 1024 to 60000, for example 18000`);
    }
    this.basePort = basePort;
    // 127.0.x.y is left alone: the machine's own name and resolver live there.
    this.#network = 1 + (hash(stateFolder) % 254);
  }

  /** The port on 127.0.0.1 that stands for a balancer's privileged one: 80 is 8080, 443 is 8443. */
  publicPort(port: number): number {
    return this.basePort + port;
  }

  get endpointPort(): number {
    return this.basePort;
  }

  get databasePort(): number {
    return this.basePort + 306;
  }

  get cachePort(): number {
    return this.basePort + 379;
  }

  /**
   * An address of its own for `name`, the same one at every start, on which `port` is free.
   * Where there is none, 127.0.0.1 with `port` or any free port: use what is returned.
   */
  claim(name: string, port: number): Promise<Address> {
    const known = this.#claimed.get(name);
    if (known) return Promise.resolve(known);
    return this.#inTurn(async () => {
      const address = (await this.#own(name, port)) ?? (await this.#shared(port));
      this.#claimed.set(name, address);
      return address;
    });
  }

  /** 127.0.0.1 with exactly this port; rejects with who holds it. */
  claimPort(name: string, port: number): Promise<Address> {
    return this.#inTurn(async () => {
      const free =
        (await this.#probe(loopback, port)) === 'free' && !this.#isClaimed({ host: loopback, port });
      if (!free) throw new PortTakenError(loopback, port, name);
      this.#claimed.set(name, { host: loopback, port });
      return { host: loopback, port };
    });
  }

  release(name: string): void {
    this.#claimed.delete(name);
  }

  async #own(name: string, port: number): Promise<Address | undefined> {
    const start = hash(name);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const position = (start + attempt * 7919) % (254 * 254);
      const host = `127.${this.#network}.${1 + Math.floor(position / 254)}.${1 + (position % 254)}`;
      if (this.#isHostClaimed(host)) continue;
      const answer = await this.#probe(host, port);
      if (answer === 'free') return { host, port };
      if (answer === 'EADDRNOTAVAIL') return undefined;
    }
    return undefined;
  }

  async #shared(port: number): Promise<Address> {
    const candidates = [
      port,
      ...Array.from({ length: 200 }, () => 20_000 + Math.floor(Math.random() * 12_000)),
    ];
    for (const candidate of candidates) {
      const address = { host: loopback, port: candidate };
      if (!this.#isClaimed(address) && (await this.#probe(loopback, candidate)) === 'free') return address;
    }
    throw new Error(
      `no port from 20000 to 31999 is free at ${loopback}: end some of the processes that listen there`,
    );
  }

  #isHostClaimed(host: string): boolean {
    return [...this.#claimed.values()].some((address) => address.host === host);
  }

  #isClaimed({ host, port }: Address): boolean {
    return [...this.#claimed.values()].some((address) => address.host === host && address.port === port);
  }

  /** One claim at a time: two that probe together would both find the same address free. */
  #inTurn(work: () => Promise<Address>): Promise<Address> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
