import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../bin/command.ts';
import { operating } from '../../../bin/stage/operating.ts';

const gone = Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
const fails = (error: unknown) => async () => {
  throw error;
};

describe('a command whose network goes in the middle', () => {
  it('says what was under way at that moment', async () => {
    let left = 'Nothing was begun.';
    const failed = operating(
      () => left,
      async () => {
        left = 'Snapshot s-1 goes on by itself.';
        throw gone;
      },
    );
    await expect(failed).rejects.toThrow(
      'AWS cannot be reached (TimeoutError): check the network, or that the rehearsal is still up, then run the command again. Snapshot s-1 goes on by itself.',
    );
  });

  it('ends first what must not go on unwatched', async () => {
    let isStopped = false;
    const left = async () => {
      isStopped = true;
      return 'Experiment e-1 was stopped.';
    };
    await expect(operating(left, fails(gone))).rejects.toThrow('Experiment e-1 was stopped.');
    expect(isStopped).toBe(true);
  });
});

describe('a command', () => {
  it('gives its own exit code, and leaves no signal to be caught', async () => {
    const before = process.listenerCount('SIGINT');
    expect(
      await operating(
        () => '',
        async () => 2,
      ),
    ).toBe(2);
    await expect(operating(() => '', fails(gone))).rejects.toThrow(Refusal);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('keeps a refusal, and what nobody knows, as they are', async () => {
    const refusal = new Refusal('Name a service.');
    await expect(operating(() => 'left', fails(refusal))).rejects.toBe(refusal);
    const unknown = new Error('boom');
    await expect(operating(() => 'left', fails(unknown))).rejects.toBe(unknown);
  });
});
