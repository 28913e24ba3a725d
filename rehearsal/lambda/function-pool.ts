import { FunctionInstance, type InstanceParts } from './function-instance.ts';

/** The warm copies of one function. Those not used for a while are stopped, so that they cost no memory. */
export class FunctionPool {
  readonly #parts: InstanceParts;
  readonly #idleMs: number;
  readonly #idle = new Map<FunctionInstance, NodeJS.Timeout>();
  readonly #all = new Set<FunctionInstance>();

  constructor(parts: InstanceParts, idleMs: number) {
    this.#parts = parts;
    this.#idleMs = idleMs;
  }

  get size(): number {
    return this.#all.size;
  }

  async invoke(payload: unknown): Promise<unknown> {
    const instance = this.#take();
    try {
      return await instance.invoke(payload);
    } finally {
      this.#giveBack(instance);
    }
  }

  async close(): Promise<void> {
    for (const timer of this.#idle.values()) clearTimeout(timer);
    this.#idle.clear();
    await Promise.all([...this.#all].map((instance) => instance.stop()));
    this.#all.clear();
  }

  #take(): FunctionInstance {
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
