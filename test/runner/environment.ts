import { createContext } from 'node:vm';
import { fakeTimers, moduleMocker } from './globals.ts';

/** Jest clears one after each file; no test runs in it. */
const unused = createContext({});

/** The process itself, where jest would make a world of its own for each file. */
export default class {
  /** Here jest lays the console that keeps what is printed beside the file's name. */
  readonly global: { readonly console?: Console } = {};
  readonly moduleMocker = moduleMocker;
  readonly fakeTimers = null;
  readonly fakeTimersModern = fakeTimers;

  getVmContext() {
    return unused;
  }

  async setup() {}

  async teardown() {}
}
