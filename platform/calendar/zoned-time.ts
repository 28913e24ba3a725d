/** A day and a time as the clocks of some place show them. */
export interface ZonedTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const minuteMs = 60_000;

/** What the clocks in a zone show at an instant. */
export function zonedTimeOf(instant: number, timezone: string): ZonedTime {
  const parts = Object.fromEntries(
    formatIn(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return { year, month, day, hour, minute };
}

/**
 * The instant at which the clocks in a zone show this. A time that they skip in spring is taken as much later as they
 * are put forward; of a time that they show twice in autumn, the first is meant.
 */
export function instantOf(time: ZonedTime, timezone: string): number {
  const shown = asUtc(time);
  const [before, after] = [shown - dayMs, shown + dayMs].map((near) => shown - offsetAt(near, timezone));
  const shows = (instant: number | undefined): boolean =>
    instant !== undefined && instant + offsetAt(instant, timezone) === shown;
  return (shows(before) || !shows(after) ? before : after) ?? shown;
}

const dayMs = 24 * 60 * minuteMs;

function asUtc({ year, month, day, hour, minute }: ZonedTime): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** How far the clocks in a zone are ahead of UTC. */
function offsetAt(instant: number, timezone: string): number {
  const whole = Math.floor(instant / minuteMs) * minuteMs;
  return asUtc(zonedTimeOf(whole, timezone)) - whole;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(timezone, format);
  return format;
}
