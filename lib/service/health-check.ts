/** How the load balancer finds out about a task, and so how long a task must serve after it said it will stop. */
const intervalSeconds = 5;
const unhealthyCount = 2;

export const healthCheck = {
  intervalSeconds,
  timeoutSeconds: 4,
  healthyCount: 2,
  unhealthyCount,
  /** A little longer than any request may take: what is in flight when it is over is cut. */
  deregistrationSeconds: 11,
  /** After as many failed checks, no new request comes. */
  drainSeconds: intervalSeconds * unhealthyCount,
} as const;

/** Draining, and then as long again for what is in flight and for connections to close. */
export const stopTimeoutSeconds = 2 * healthCheck.drainSeconds + 10;
