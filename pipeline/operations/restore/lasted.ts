/** `12 minutes`; of what is over sooner, `4 seconds`. */
export function lasted(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds >= 120) return `${Math.round(milliseconds / 60_000)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
