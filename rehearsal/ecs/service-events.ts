import { randomUUID } from 'node:crypto';

/** ECS keeps the last hundred too. */
const kept = 100;

export interface ServiceEvent {
  readonly id: string;
  /** In seconds since 1970, as the API gives times. */
  readonly createdAt: number;
  readonly message: string;
}

/** What ECS says of a service, newest first. */
export class ServiceEvents {
  readonly #now: () => number;
  readonly #listen: (message: string) => void;
  #events: readonly ServiceEvent[] = [];

  constructor(now: () => number, listen: (message: string) => void) {
    this.#now = now;
    this.#listen = listen;
  }

  get newestFirst(): readonly ServiceEvent[] {
    return this.#events;
  }

  add(message: string): void {
    const event = { id: randomUUID(), createdAt: this.#now() / 1000, message };
    this.#events = [event, ...this.#events].slice(0, kept);
    this.#listen(message);
  }
}
