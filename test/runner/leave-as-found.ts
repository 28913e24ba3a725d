import { fakeTimers, moduleMocker } from './globals.ts';

/** Where jest keeps the tests of a file, and who hears of them: left there, each file would be told of all after it. */
const keptByJest = ['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'];

/**
 * What a file may change for the files that run after it in the same process.
 * @returns what puts it back
 */
export function leaveAsFound(): () => void {
  const { exitCode } = process;
  const environment = { ...process.env };
  const ownConsole = console;
  return () => {
    moduleMocker.restoreAllMocks();
    fakeTimers.useRealTimers();
    globalThis.console = ownConsole;
    process.exitCode = exitCode;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (keptByJest.includes(symbol.description ?? '')) Reflect.deleteProperty(globalThis, symbol);
    }
  };
}
