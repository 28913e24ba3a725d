import { setTimeout as sleep } from 'node:timers/promises';

/** Looks until something is as it should be; gives the last look where it never is, so that a test can tell how it was. */
export async function soon<Found>(
  look: () => Promise<Found>,
  isRight: (found: Found) => boolean,
  seconds = 20,
): Promise<Found> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (isRight(found) || Date.now() > end) return found;
    await sleep(50);
  }
}
