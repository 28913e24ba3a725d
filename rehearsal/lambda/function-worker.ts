import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionErrorPayload } from './function-failed.ts';

/** What the thread of a function is told, and what it answers. */
export interface Invocation {
  readonly requestId: string;
  readonly event: string;
  readonly timeoutMs: number;
}
/** The code is loaded and the handler begins: from now on its timeout counts. */
export interface InvocationBegins {
  readonly requestId: string;
  readonly begins: true;
}
export type InvocationAnswer =
  | { readonly requestId: string; readonly result: string }
  | { readonly requestId: string; readonly error: FunctionErrorPayload };

export interface FunctionThreadData {
  readonly codeFolder: string;
  /** `index.handler`: the file without its ending, and what it exports. */
  readonly handler: string;
  readonly context: Readonly<Record<string, string>>;
}

type Handler = (event: unknown, context: unknown) => unknown;

const { codeFolder, handler, context } = workerData as FunctionThreadData;
const loading = load();
loading.catch(() => {});

parentPort?.on('message', async ({ requestId, event, timeoutMs }: Invocation) => {
  let answer: InvocationAnswer;
  try {
    const run = await loading;
    const deadline = Date.now() + timeoutMs;
    parentPort?.postMessage({ requestId, begins: true } satisfies InvocationBegins);
    const result = await run(JSON.parse(event), {
      ...context,
      awsRequestId: requestId,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    answer = { requestId, result: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    answer = { requestId, error: payloadOf(error) };
  }
  parentPort?.postMessage(answer);
});

async function load(): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const [base, name] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const file = ['.mjs', '.js', '.cjs']
    .map((ending) => join(codeFolder, `${base}${ending}`))
    .find((path) => existsSync(path));
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${base}'`);
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const exported = module[name] ?? (module.default as Record<string, unknown> | undefined)?.[name];
  if (typeof exported !== 'function')
    throw named('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  return exported as Handler;
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function payloadOf(error: unknown): FunctionErrorPayload {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}
