import type { Limits } from './limits.ts';

export interface Guess {
  /** Where it comes from. */
  readonly address: string;
  /** Which account it is for, whether there is one or not. */
  readonly account: string;
}

/**
 * Counts a guess at a password before it is checked, so that a thousand at once are no more than one after another.
 * `check` gives nothing for a wrong one; what was right, or could not be checked, is taken back.
 */
export async function judgeGuess<Result>(
  limits: Limits,
  { address, account }: Guess,
  check: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  await limits.address.take(address);
  await limits.account.take(account);
  let wrong = false;
  try {
    const right = await check();
    wrong = right === undefined;
    if (!wrong) await limits.account.forget(account);
    return right;
  } finally {
    if (!wrong) await Promise.all([limits.address.giveBack(address), limits.account.giveBack(account)]);
  }
}
