import type { Duplex } from 'node:stream';
import { Pool } from 'undici';

export interface TargetAddress {
  readonly address: string;
  readonly port: number;
}

const suspectMs = 1000;

/** A target and the connections kept open to it. */
export class Target implements TargetAddress {
  readonly address: string;
  readonly port: number;
  readonly pool: Pool;
  readonly #upgraded = new Set<Duplex>();
  #inFlight = 0;
  #failedAt = Number.NEGATIVE_INFINITY;
  #whenIdle: (() => void) | undefined;

  constructor({ address, port }: TargetAddress) {
    this.address = address;
    this.port = port;
    this.pool = new Pool(`http://${address.includes(':') ? `[${address}]` : address}:${port}`, {
      pipelining: 1,
      connectTimeout: 10_000,
      keepAliveTimeout: 60_000,
      maxHeaderSize: 65_536,
    });
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /**
   * How busy it is to the least-outstanding-requests algorithm. One that refuses connections fails at once,
   * would so seem the least busy of all and draw every request: for a second it counts as the busiest.
   */
  get load(): number {
    return this.#failedAt > performance.now() - suspectMs ? Number.MAX_SAFE_INTEGER : this.#inFlight;
  }

  failed(): void {
    this.#failedAt = performance.now();
  }

  begin(): void {
    this.#inFlight += 1;
  }

  end(): void {
    this.#inFlight -= 1;
    if (this.#inFlight === 0) this.#whenIdle?.();
  }

  /** An upgraded connection (a WebSocket) counts as in flight until it closes. */
  hold(connection: Duplex): void {
    this.#upgraded.add(connection);
    this.begin();
    connection.once('close', () => {
      this.#upgraded.delete(connection);
      this.end();
    });
  }

  /** Lets what is in flight finish, at most `delayMs`, then cuts what is left. Nothing new may begin meanwhile. */
  async drain(delayMs: number): Promise<void> {
    if (this.#inFlight > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, delayMs);
        this.#whenIdle = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await this.cut();
  }

  async cut(): Promise<void> {
    for (const connection of this.#upgraded) connection.destroy();
    await this.pool.destroy();
  }
}
