import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { watchAddresses } from '../../../bin/stage/watched-addresses.ts';

let isThere: boolean;
let said: string[];

function watch() {
  return watchAddresses({
    file: '/shop/.shoal/addresses.json',
    say: (sentence) => said.push(sentence),
    isThere: () => isThere,
  });
}

beforeEach(() => {
  jest.useFakeTimers();
  isThere = true;
  said = [];
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the state folder of a rehearsal that is up', () => {
  it('is missed once, with what to do', () => {
    watch();
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual([]);
    isThere = false;
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual([
      'its state folder /shop/.shoal was removed or emptied: end this with Ctrl-C and start again',
    ]);
  });

  it('is not missed by a rehearsal that ends', () => {
    const end = watch();
    end();
    isThere = false;
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
