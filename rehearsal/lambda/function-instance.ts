import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { FunctionFailed } from './function-failed.ts';
import type { FunctionThreadData, InvocationAnswer, InvocationBegins } from './function-worker.ts';

export interface InstanceParts {
  readonly functionName: string;
  readonly thread: FunctionThreadData;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Modules imported before the handler's, by file: URL. */
  readonly preloads: readonly string[];
  readonly onLine: (line: string) => void;
}

/** How long the code of a function may take to load. Its own timeout counts from then on. */
const loadSeconds = 30;

/** One warm copy of a function, in a thread of its own. It takes one invocation at a time. */
export class FunctionInstance {
  readonly #parts: InstanceParts;
  readonly #worker: Worker;
  /** Why the thread ended, once it has. */
  #end: Error | undefined;

  constructor(parts: InstanceParts) {
    this.#parts = parts;
    this.#worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
      workerData: parts.thread,
      env: { ...parts.environment },
      execArgv: parts.preloads.flatMap((url) => ['--import', url]),
      resourceLimits: { maxOldGenerationSizeMb: parts.memoryMiB },
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      createInterface({ input: stream }).on('line', parts.onLine);
    }
    this.#worker.on('error', (error) => {
      this.#end = error;
    });
    this.#worker.unref();
  }

  get ended(): boolean {
    // A thread that has exited has no id any more.
    return this.#end !== undefined || this.#worker.threadId < 0;
  }

  async invoke(payload: unknown): Promise<unknown> {
    const { functionName, timeoutSeconds } = this.#parts;
    const requestId = randomUUID();
    const answer = await new Promise<InvocationAnswer>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#worker.off('message', onMessage);
        this.#worker.off('exit', onExit);
        this.#worker.unref();
        settle();
      };
      const fail = (errorType: string, errorMessage: string) =>
        finish(() => reject(new FunctionFailed(functionName, { errorType, errorMessage })));
      const onMessage = (message: InvocationAnswer | InvocationBegins) => {
        if (message.requestId !== requestId) return;
        if (!('begins' in message)) return finish(() => resolve(message));
        clearTimeout(timer);
        timer = giveUpAfter(timeoutSeconds);
      };
      const onExit = (code: number) => {
        const error = this.#end;
        this.#end ??= new Error(`the function ended with code ${code}`);
        fail(
          error ? 'Runtime.UnhandledError' : 'Runtime.ExitError',
          error?.message ?? `RequestId: ${requestId} Error: Runtime exited with error: exit status ${code}`,
        );
      };
      const giveUpAfter = (seconds: number) =>
        setTimeout(() => {
          this.#end = new Error('timed out');
          fail(
            'Sandbox.Timedout',
            `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
          );
          void this.stop();
        }, seconds * 1000);
      let timer = giveUpAfter(loadSeconds);
      this.#worker.ref();
      this.#worker.on('message', onMessage);
      this.#worker.on('exit', onExit);
      this.#worker.postMessage({
        requestId,
        event: JSON.stringify(payload) ?? 'null',
        timeoutMs: timeoutSeconds * 1000,
      });
    });
    if ('error' in answer) throw new FunctionFailed(functionName, answer.error);
    return JSON.parse(answer.result);
  }

  async stop(): Promise<void> {
    this.#end ??= new Error('stopped');
    await this.#worker.terminate();
  }
}
