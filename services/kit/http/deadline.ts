/** How many milliseconds the caller still waits. Relative, since clocks of two machines differ. */
export const deadlineHeader = 'x-deadline-ms';

/** A header that does not hold counts as none; nobody can ask for more than `longestMs`. */
export function readDeadline(header: string | string[] | undefined, now: number, longestMs: number): number {
  if (typeof header !== 'string' || !/^\d{1,7}$/.test(header)) return now + longestMs;
  return now + Math.min(Number(header), longestMs);
}
