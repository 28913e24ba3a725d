import { describe, expect, it } from '@jest/globals';
import { openPatiently } from '../../../pipeline/release/patient-session.ts';
import type { TenantSession } from '../../../pipeline/release/tenant-session.ts';

const session: TenantSession = { query: async () => [], end: async () => undefined };
const trouble = (code: string): Error => Object.assign(new Error(code), { code });

function opening(failures: Error[]) {
  const slept: number[] = [];
  const open = async () => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    return session;
  };
  const sleep = async (milliseconds: number) => void slept.push(milliseconds);
  return { opened: () => openPatiently(open, sleep), slept };
}

describe('opening a session', () => {
  it('tries again while the database fails over', async () => {
    const { opened, slept } = opening([trouble('ECONNREFUSED'), trouble('ENOTFOUND')]);
    expect(await opened()).toBe(session);
    expect(slept).toEqual([5_000, 5_000]);
  });

  it('gives up after half a minute', async () => {
    const { opened, slept } = opening(Array.from({ length: 6 }, () => trouble('ETIMEDOUT')));
    await expect(opened()).rejects.toThrow('ETIMEDOUT');
    expect(slept).toHaveLength(5);
  });

  it('does not try a wrong password twice', async () => {
    const { opened, slept } = opening([trouble('ER_ACCESS_DENIED_ERROR')]);
    await expect(opened()).rejects.toThrow('ER_ACCESS_DENIED_ERROR');
    expect(slept).toEqual([]);
  });
});
