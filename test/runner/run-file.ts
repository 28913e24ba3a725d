import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type Environment from './environment.ts';
import { beginFile } from './globals.ts';
import { leaveAsFound } from './leave-as-found.ts';

const require = createRequire(import.meta.url);
const {
  default: circus,
}: { default: (...file: unknown[]) => Promise<unknown> } = require('jest-circus/runner');
const globals = new URL('./globals.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context),
});

/** What jest's own runner of a file asks of the loader of modules, answered by Node's. */
const loader = {
  /** Jest's own parts keep the state of one file, and whoever required them keeps them. */
  requireInternalModule: (path: string) => {
    delete require.cache[path];
    return createRequire(import.meta.url)(path);
  },
  requireModule: require,
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (path: string) => import(pathToFileURL(path).href),
  setGlobalsForRuntime: beginFile,
  enterTestCode: () => {},
  leaveTestCode: () => {},
};

/** Jest's `testRunner`: a file as Node loads it, so that what many files import is loaded once a process. */
export default async function runFile(
  globalConfig: unknown,
  config: unknown,
  environment: Environment,
  _loader: unknown,
  testPath: string,
  report: unknown,
): Promise<unknown> {
  const leave = leaveAsFound();
  if (environment.global.console) globalThis.console = environment.global.console;
  try {
    return await circus(globalConfig, config, environment, loader, testPath, report);
  } finally {
    leave();
  }
}
