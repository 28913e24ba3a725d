import { listOf, oneOf, sentence, text, timeOfDay, wholeNumber } from '../validation/checks.ts';
import { Choice, type Shape } from '../validation/shape.ts';
import { dailyWindow } from '../validation/windows.ts';
import { type Experiment, experimentsCheck } from './experiments.ts';
import { type Day, days } from './sleep.ts';

/** What a stage does so that the loss of a server, a zone or a region is not the loss of the shop. */
export interface ResilienceSettings {
  /** Who notices where something goes wrong. What could harm customers, an operator has to ask for by `--prod`. */
  readonly noticedBy: 'customers' | 'ourselves';
  readonly backup: BackupSettings | { readonly none: string };
  /** What may be broken on purpose, to see that nobody notices. Nothing runs until somebody starts it. */
  readonly experiments: readonly Experiment[] | { readonly none: string };
}

/**
 * Copies beyond those that RDS keeps by itself: in a vault that an intruder cannot empty, for longer, and further away.
 * There is no cold storage among the choices, because AWS offers none for RDS.
 */
export interface BackupSettings {
  /** When a copy is begun each day, in UTC. */
  readonly window: string;
  readonly keepDays: number;
  /** For how long the copy of each month's first day is kept; 0 keeps none longer than the others. */
  readonly keepMonthlyDays: number;
  readonly lock: VaultLock;
  readonly drill: DrillSettings;
  readonly farCopies: FarCopies | { readonly none: string };
}

/**
 * Who can delete a copy before its time: with `governance` whoever may change the vault, with `compliance` nobody, not
 * the account's owner and not AWS, once the days are over in which the lock itself can still be taken away.
 */
export type VaultLock =
  | { readonly kind: 'governance' }
  | { readonly kind: 'compliance'; readonly changeableForDays: number };

/** The newest copy is restored, looked at and deleted. */
export interface DrillSettings {
  /** Two at least: an alarm looks back a week at most, so of a weekly drill it could not tell a missed from a late one. */
  readonly days: readonly Day[];
  /** In UTC. */
  readonly at: string;
  /** How long the restored database stays, for somebody to look into. */
  readonly keepHours: number;
}

export interface FarCopies {
  readonly region: string;
  readonly keepDays: number;
}

const keepDays = wholeNumber({ from: 1, to: 3650 });

const lockShape = new Choice(
  (lock): Shape =>
    lock.kind === 'compliance'
      ? { kind: oneOf('governance', 'compliance'), changeableForDays: wholeNumber({ from: 3, to: 365 }) }
      : { kind: oneOf('governance', 'compliance') },
);

const backupShape: Shape = {
  window: dailyWindow({ atLeastMinutes: 60 }),
  keepDays,
  keepMonthlyDays: wholeNumber({ from: 0, to: 3650 }),
  lock: lockShape,
  drill: {
    days: listOf(oneOf(...days), { atLeast: 2 }),
    at: timeOfDay,
    keepHours: wholeNumber({ from: 1, to: 168 }),
  },
  farCopies: new Choice(
    (copies): Shape =>
      'none' in copies
        ? { none: sentence('staging holds nothing that a region must not take with it') }
        : {
            region: text({
              pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
              words: 'an AWS region',
              example: 'eu-west-1',
            }),
            keepDays,
          },
  ),
};

export const resilienceShape: Shape = {
  noticedBy: oneOf('customers', 'ourselves'),
  backup: new Choice(
    (backup): Shape =>
      'none' in backup
        ? { none: sentence('dev holds made-up data, which `shoal seed` makes again') }
        : backupShape,
  ),
  experiments: experimentsCheck,
};
