import { describe, expect, it } from '@jest/globals';
import { DeploymentFailedError } from '../../../rehearsal/codedeploy/deployment-failed.ts';
import { within } from '../../../rehearsal/codedeploy/within.ts';
import { createFakeClock } from './fake-clock.ts';

const never = new Promise<never>(() => undefined);

function limit({ floorMs = 0 } = {}) {
  const clock = createFakeClock();
  const stop = new AbortController();
  const tooLate = () => new DeploymentFailedError('TIMEOUT', 'too late');
  return { clock, stop, terms: { clock, minutes: 60, floorMs, signal: stop.signal, tooLate } };
}

describe('work with a limit', () => {
  it('gives its answer', async () => {
    expect(await within(async () => 'done', limit().terms)).toBe('done');
  });

  it('fails when the deployment clock says its time is over', async () => {
    const { clock, terms } = limit();
    const outcome = expect(within(() => never, terms)).rejects.toThrow('too late');
    await clock.advance(60);
    await outcome;
  });

  it('is not ended by a fast clock alone: it has some real time too', async () => {
    const { clock, stop, terms } = limit({ floorMs: 600_000 });
    let ended = false;
    const work = within(() => never, terms).catch((reason: Error) => {
      ended = true;
      return reason;
    });
    await clock.advance(600);
    expect(ended).toBe(false);
    stop.abort(new Error('stopped'));
    expect(await work).toMatchObject({ message: 'stopped' });
  });

  it('fails with the reason of whoever stops it, whatever the work makes of that', async () => {
    const { stop, terms } = limit();
    const work = within(
      (signal) =>
        new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('work broke'))),
        ),
      terms,
    );
    stop.abort(new Error('a user stopped it'));
    await expect(work).rejects.toThrow('a user stopped it');
  });
});
