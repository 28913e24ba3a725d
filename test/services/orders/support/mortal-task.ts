/** What a task does to others: each of its calls, one after the other. */
export interface Mortality {
  /** Which of its calls is its last, counted from 1. */
  readonly at: number;
  /** `before`: the other side never hears of it. `after`: the other side did it, and nobody heard. */
  readonly when: 'before' | 'after';
}

export class TaskDied extends Error {}

/** The calls of a task that dies, or stands still for a while, at one of them. */
export class MortalTask {
  readonly #end: Mortality | undefined;
  readonly #standstill: Promise<void> | undefined;
  #calls = 0;
  #dead = false;

  /** With a standstill it goes on when that is over; without, it is dead from there on. */
  constructor(end?: Mortality, standstill?: Promise<void>) {
    this.#end = end;
    this.#standstill = standstill;
  }

  get calls(): number {
    return this.#calls;
  }

  get reached(): boolean {
    return this.#end !== undefined && this.#calls >= this.#end.at;
  }

  /** The same, with every method a call of this task. */
  wrap<Other extends object>(other: Other): Other {
    return new Proxy(other, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...values: unknown[]) => this.#call(() => member.apply(target, values));
      },
    });
  }

  async #call(call: () => Promise<unknown>): Promise<unknown> {
    if (this.#dead) throw new TaskDied('the task is dead');
    this.#calls += 1;
    const isLast = this.#calls === this.#end?.at;
    if (isLast && this.#end?.when === 'before') await this.#stop();
    const result = await call();
    if (isLast && this.#end?.when === 'after') await this.#stop();
    return result;
  }

  async #stop(): Promise<void> {
    if (this.#standstill !== undefined) return await this.#standstill;
    this.#dead = true;
    throw new TaskDied('the task dies');
  }
}
