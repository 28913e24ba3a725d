import { describe, expect, it } from '@jest/globals';
import { attempts, patientRetries } from '../../../bin/stage/patient-retries.ts';

async function waitsFor(errorType: string, random = 1) {
  const said: string[] = [];
  const waits: number[] = [];
  const retries = patientRetries({ say: (sentence) => said.push(sentence), random: () => random });
  let token = await retries.acquireInitialRetryToken();
  const error = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
  const gaveUp = await (async () => {
    for (;;) {
      token = await retries.refreshRetryTokenForRetry(token, { errorType, error });
      waits.push(token.getRetryDelay());
    }
  })().catch(() => token.getRetryCount() + 1);
  return { waits, said, gaveUp };
}

describe('the retries of a command', () => {
  it('wait twice as long each time where AWS asks for fewer calls, and say so', async () => {
    const { waits, said, gaveUp } = await waitsFor('THROTTLING');
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000]);
    expect(gaveUp).toBe(attempts);
    expect(said.at(-1)).toBe(
      'AWS asks for fewer calls (ThrottlingException): asking again in 16 s, try 6 of 6.',
    );
  });

  it('keep quiet about a moment, and about nothing longer', async () => {
    const { waits, said } = await waitsFor('TRANSIENT');
    expect(waits).toEqual([200, 400, 800, 1600, 3200]);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('AWS does not answer');
  });

  it('differ from one command to the next, so that many do not come back at once', async () => {
    expect((await waitsFor('THROTTLING', 0)).waits[0]).toBe(500);
  });

  it('are none where the same call would fail again', async () => {
    expect(await waitsFor('CLIENT_ERROR')).toEqual({ waits: [], said: [], gaveUp: 1 });
  });
});
