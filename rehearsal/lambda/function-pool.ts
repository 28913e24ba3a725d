import { FunctionInstance, type InstanceParts } from './function-instance.ts';

/** Each copy is a thread with the SDK in it; calls beyond these wait for one to be free, as where concurrency is reserved. */
const mostCopies = 2;

/** The warm copies of one function. Those not used for a while are stopped, so that they cost no memory. */
export class FunctionPool {
  readonly #parts: InstanceParts;
  readonly #idleMs: number;
  readonly #idle = new Map<FunctionInstance, NodeJS.Timeout>();
  readonly #all = new Set<FunctionInstance>();
  readonly #waiting: (() => void)[] = [];

  constructor(parts: InstanceParts, idleMs: number) {
    this.#parts = parts;
    this.#idleMs = idleMs;
  }

  get size(): number {
    return this.#all.size;
  }

  async invoke(payload: unknown): Promise<unknown> {
    const instance = await this.#take();
    try {
      return await instance.invoke(payload);
    } finally {
      this.#giveBack(instance);
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    for (const timer of this.#idle.values()) clearTimeout(timer);
    this.#idle.clear();
    await Promise.all([...this.#all].map((instance) => instance.stop()));
    this.#all.clear();
  }

  async #take(): Promise<FunctionInstance> {
    while (this.#idle.size === 0 && this.#all.size >= mostCopies) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    for (const [instance, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(instance);
      if (!instance.ended) return instance;
      this.#all.delete(instance);
    }
    const instance = new FunctionInstance(this.#parts);
    this.#all.add(instance);
    return instance;
  }

  #giveBack(instance: FunctionInstance): void {
    if (instance.ended) {
      this.#all.delete(instance);
      return;
    }
    const timer = setTimeout(() => {
      this.#idle.delete(instance);
      this.#all.delete(instance);
      void instance.stop();
    }, this.#idleMs);
    timer.unref();
    this.#idle.set(instance, timer);
  }
}
