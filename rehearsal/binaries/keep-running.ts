import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from './running-server.ts';

export interface KeepRunningProps {
  readonly name: string;
  readonly start: () => Promise<RunningServer>;
  /** Told when the server has ended by itself and when it is there again. */
  readonly say: (sentence: string) => void;
}

const longestDelayMs = 30_000;

/** A server that is started again whenever it ends without having been told to. */
export class KeepRunning {
  readonly #name: string;
  readonly #say: (sentence: string) => void;
  #start: KeepRunningProps['start'];
  #server: RunningServer | undefined;
  #stopping: Promise<void> | undefined;
  #restarts = 0;

  constructor({ name, start, say }: KeepRunningProps) {
    this.#name = name;
    this.#start = start;
    this.#say = say;
  }

  get available(): boolean {
    return this.#server !== undefined;
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  /** Rejects where it does not come up the first time. */
  async start(): Promise<void> {
    const server = await this.#start();
    this.#server = server;
    void server.exited.then(async ({ code, signal }) => {
      if (this.#server !== server) return;
      this.#server = undefined;
      this.#say(`the ${this.#name} has ended (${signal ?? `exit code ${code}`}) and is started again`);
      await this.#again();
    });
  }

  /** With other settings, perhaps: stops it and starts what `start` says. */
  async restart(start: KeepRunningProps['start']): Promise<void> {
    this.#start = start;
    await this.pause();
    await this.start();
  }

  /** Until it is started again. */
  async pause(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.stop();
  }

  /** Safe to call twice. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.stop();
  }

  async #again(): Promise<void> {
    while (!this.#stopping && !this.#server) {
      // At once the first time, then later and later; a full disk does not empty itself in a second.
      const delay = this.#restarts === 0 ? 0 : Math.min(longestDelayMs, 500 * 2 ** this.#restarts);
      this.#restarts += 1;
      await sleep(delay, undefined, { ref: false });
      if (this.#stopping || this.#server) return;
      try {
        await this.start();
        this.#restarts = 0;
        this.#say(`the ${this.#name} is there again`);
      } catch (error) {
        this.#say((error as Error).message);
      }
    }
    if (this.#stopping) await this.#stop();
  }
}
