import type { LogEvent } from './log-event.ts';

export interface PageWish {
  /** Of the page before: forward or backward from there. */
  readonly token: string | undefined;
  readonly limit: number;
  /** Where there is no token: the first events, or the last. */
  readonly fromHead: boolean;
}

export interface EventPage {
  readonly events: readonly LogEvent[];
  /** The one that was given where nothing came after it: whoever reads on has reached the end. */
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
}

/** A page of GetLogEvents holds no more, however many events were asked for. */
const mostBytes = 1024 * 1024;

export function eventPage(events: readonly LogEvent[], { token, limit, fromHead }: PageWish): EventPage {
  const isForward = token === undefined ? fromHead : token.startsWith('f');
  const start = token === undefined ? (fromHead ? 0 : events.length) : indexOf(events, token);
  const inReach = isForward
    ? events.slice(start, start + limit)
    : events.slice(Math.max(0, start - limit), start);
  const count = fitting(isForward ? inReach : inReach.toReversed());
  const [from, to] = isForward ? [start, start + count] : [start - count, start];
  const forward = from === to ? (token?.slice(2) ?? placeOf(events, to)) : placeOf(events, to);
  return {
    events: events.slice(from, to),
    nextForwardToken: `f/${forward}`,
    nextBackwardToken: `b/${placeOf(events, from)}`,
  };
}

/** How many of them make a page. */
function fitting(events: readonly LogEvent[]): number {
  let bytes = 0;
  const over = events.findIndex(({ message }, index) => {
    bytes += Buffer.byteLength(message);
    return bytes > mostBytes && index > 0;
  });
  return over === -1 ? events.length : over;
}

function indexOf(events: readonly LogEvent[], token: string): number {
  const [, time, nth] = token.split('/');
  const place = events.findIndex(
    (event) =>
      event.timestamp > Number(time) || (event.timestamp === Number(time) && event.nth >= Number(nth)),
  );
  return place === -1 ? events.length : place;
}

/** A place that stays right when the file has grown or lost its older half: a time, and how many of that time are before. */
function placeOf(events: readonly LogEvent[], index: number): string {
  const at = events[index];
  if (at) return `${at.timestamp}/${at.nth}`;
  const last = events.at(-1);
  return last ? `${last.timestamp}/${last.nth + 1}` : '0/0';
}
