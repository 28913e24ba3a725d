import type { Clock } from './clock.ts';
import type { CustomResourceEvent } from './custom-resource.ts';

/** What `onEvent` hands on, so that `isComplete`, which remembers nothing, knows how long it has been waiting. */
export function stampOf(clock: Clock): Readonly<Record<string, string>> {
  return { RequestedAt: new Date(clock.now()).toISOString() };
}

/** @returns milliseconds since 1970; nothing where `onEvent` left no stamp, and then patience has no end. */
export function requestedAtOf(event: CustomResourceEvent): number | undefined {
  const moment = Date.parse(event.Data?.RequestedAt ?? '');
  return Number.isNaN(moment) ? undefined : moment;
}
