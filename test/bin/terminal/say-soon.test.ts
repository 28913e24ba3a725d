import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { saySoon } from '../../../bin/terminal/say-soon.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('what takes long', () => {
  it('is said after two seconds, and once', async () => {
    const said: string[] = [];
    const work = saySoon(
      'Synthesizing …',
      new Promise((resolve) => setTimeout(resolve, 9000, 'done')),
      (words) => said.push(words),
    );
    await jest.advanceTimersByTimeAsync(1999);
    expect(said).toEqual([]);
    await jest.advanceTimersByTimeAsync(8000);
    expect(await work).toBe('done');
    expect(said).toEqual(['Synthesizing …']);
  });

  it('is not said where it was done, or failed, before', async () => {
    const said: string[] = [];
    const say = (words: string) => void said.push(words);
    expect(await saySoon('x', Promise.resolve(1), say)).toBe(1);
    await expect(saySoon('x', Promise.reject(new Error('boom')), say)).rejects.toThrow('boom');
    await jest.advanceTimersByTimeAsync(5000);
    expect(said).toEqual([]);
  });
});
