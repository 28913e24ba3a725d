/** How often a queue hands a message out before it is a dead letter, as lib/events/subscriber-queue.ts makes them. */
export const mostReceives = 5;

/**
 * How long a message rests that failed for the nth time. After the last time it does not: SQS puts it aside when it
 * would be handed out once more, and what hides it until then hides it from the alarm on dead letters, too.
 */
export function restSeconds(receives: number): number {
  return receives < mostReceives ? 2 * 4 ** (receives - 1) : 0;
}
