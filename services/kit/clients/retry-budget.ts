/** Retries are paid for by requests, so that they cannot double the load of a service that is down. */
export interface RetryBudget {
  /** Once for every first attempt. */
  deposit(): void;
  /** Whether one more attempt may be made; it is paid for. */
  withdraw(): boolean;
}

export interface RetryBudgetSettings {
  /** Retries a request pays for. @default - 0.2 */
  readonly perRequest?: number;
  /** What can be saved up, and what a process begins with. @default - 200 */
  readonly most?: number;
}

export function createRetryBudget({ perRequest = 0.2, most = 200 }: RetryBudgetSettings = {}): RetryBudget {
  let balance = most;
  return {
    deposit() {
      balance = Math.min(most, balance + perRequest);
    },
    withdraw() {
      if (balance < 1) return false;
      balance -= 1;
      return true;
    },
  };
}
