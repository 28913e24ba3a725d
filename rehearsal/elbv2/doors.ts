import { readFile } from 'node:fs/promises';
import { Doorman } from './doorman.ts';
import { openFront } from './front.ts';
import type { Listener } from './listener.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { Keypair } from './server-names.ts';

/** What the balancers need of the rehearsal's address book. */
export interface BalancerAddresses {
  claim(name: string, port: number): Promise<{ readonly host: string; readonly port: number }>;
  claimPort(name: string, port: number): Promise<{ readonly host: string; readonly port: number }>;
  release(name: string): void;
  publicPort(port: number): number;
}

/** Where the files of a certificate are, by its ARN. */
export interface CertificateFiles {
  filesOf(certificateArn: string): { readonly certFile: string; readonly keyFile: string };
}

export interface DoorsParts {
  readonly addresses: BalancerAddresses;
  readonly certificates: CertificateFiles;
  readonly random: () => number;
}

const loopback = '127.0.0.1';
const unprivileged = 1024;
/** The address book tries an address with a port; which one says nothing about the listeners still to come. */
const probedPort = 9080;

/** Opens and closes the ports of listeners. */
export class Doors {
  readonly #parts: DoorsParts;
  readonly #claims = new Map<Listener, string>();

  constructor(parts: DoorsParts) {
    this.#parts = parts;
  }

  async hostOf(balancerName: string): Promise<string> {
    const { addresses } = this.#parts;
    const claim = `balancer/${balancerName}`;
    const { host } = await addresses.claim(claim, probedPort);
    // Where all share one address, the port is better left to a listener.
    if (host === loopback) addresses.release(claim);
    return host;
  }

  leave(balancer: LoadBalancer): void {
    this.#parts.addresses.release(`balancer/${balancer.name}`);
  }

  async open(listener: Listener): Promise<void> {
    const { balancer, terms } = listener;
    const place = await this.#placeOf(listener);
    const doorman = new Doorman({
      protocol: terms.protocol === 'HTTPS' ? 'https' : 'http',
      port: terms.port,
      get attributes() {
        return balancer.attributes;
      },
      routes: () => listener.routes,
      headers: () => listener.terms.headers,
      counters: balancer.counters,
      random: this.#parts.random,
      reachedAt: (port) => (port < unprivileged ? this.#parts.addresses.publicPort(port) : port),
    });
    const keypairs = terms.protocol === 'HTTPS' ? await this.#keypairs(terms.certificateArns) : undefined;
    listener.front = await openFront({
      ...place,
      doorman,
      attributes: balancer.attributes,
      ...(keypairs ? { keypairs } : {}),
    });
  }

  async shut(listener: Listener): Promise<void> {
    const { front } = listener;
    listener.front = undefined;
    await front?.close();
    const claim = this.#claims.get(listener);
    this.#claims.delete(listener);
    if (claim !== undefined) this.#parts.addresses.release(claim);
  }

  /** A privileged port stands on 127.0.0.1; another on the balancer's own address, or wherever the book finds a place. */
  async #placeOf(listener: Listener): Promise<{ readonly host: string; readonly port: number }> {
    const { addresses } = this.#parts;
    const { port } = listener.terms;
    const { host, name } = listener.balancer;
    const claim = `balancer/${name}:${port}`;
    if (port >= unprivileged && host !== loopback) return { host, port };
    this.#claims.set(listener, claim);
    return port < unprivileged
      ? addresses.claimPort(claim, addresses.publicPort(port))
      : addresses.claim(claim, port);
  }

  #keypairs(arns: readonly string[]): Promise<Keypair[]> {
    return Promise.all(
      arns.map(async (arn) => {
        const { certFile, keyFile } = this.#parts.certificates.filesOf(arn);
        return { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
      }),
    );
  }
}
