import { oneOf, sentence, truth, wholeNumber } from '../validation/checks.ts';
import { Choice, type Shape } from '../validation/shape.ts';
import { dailyWindow, weeklyWindow } from '../validation/windows.ts';
import { cacheNodeType, databaseClass } from './instance-classes.ts';

export interface DatabaseSettings {
  /** Without `db.`. Another one restarts the server, or fails over to the standby, and replaces nothing. */
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** How large RDS may make the storage by itself when it fills up. */
  readonly maxStorageGiB: number;
  /** A standby in another zone, which takes over within two minutes. */
  readonly multiAz: boolean;
  /** Copies that only answer reads, a little behind. */
  readonly replicas: number;
  readonly proxy: DatabaseProxySettings | { readonly none: string };
  /** For how many days any second can be restored. */
  readonly backupDays: number;
  /** In UTC, as all windows are. */
  readonly backupWindow: string;
  /** A copy taken, and waited for, before `npx shoal deploy --stage` changes anything, and how many of them stay. */
  readonly beforeDeployment: { readonly keepSnapshots: number } | { readonly none: string };
  /** When minor versions are taken and whatever else needs a restart. */
  readonly maintenanceWindow: string;
  readonly insights: { readonly mode: 'standard' | 'advanced' } | { readonly none: string };
}

/** Shares connections of the database among tasks. */
export interface DatabaseProxySettings {
  /** How much of what the database has it may take; the rest is for migrations and operators. */
  readonly connectionsPercent: number;
  /** How long a statement waits for a free one. */
  readonly borrowSeconds: number;
}

export interface CacheSettings {
  /** With `cache.`. Another one replaces nodes one after the other, and keeps what is in them. */
  readonly nodeType: string;
  /** With one or more, the loss of a node or a zone costs seconds; without, all that is in the cache. */
  readonly replicas: number;
  /** For how many days a daily snapshot is kept; 0 takes none. */
  readonly snapshotDays: number;
  readonly snapshotWindow: string;
  readonly maintenanceWindow: string;
}

export const databaseShape: Shape = {
  instanceClass: databaseClass,
  storageGiB: wholeNumber({ from: 20, to: 65536 }),
  maxStorageGiB: wholeNumber({ from: 22, to: 65536 }),
  multiAz: truth,
  replicas: wholeNumber({ from: 0, to: 15 }),
  proxy: new Choice(
    (proxy): Shape =>
      'none' in proxy
        ? { none: sentence('its statements would pin every connection') }
        : {
            connectionsPercent: wholeNumber({ from: 1, to: 100 }),
            borrowSeconds: wholeNumber({ from: 1, to: 300 }),
          },
  ),
  backupDays: wholeNumber({ from: 0, to: 35 }),
  backupWindow: dailyWindow({ atLeastMinutes: 30 }),
  beforeDeployment: new Choice(
    (before): Shape =>
      'none' in before
        ? { none: sentence('it holds made-up data') }
        : { keepSnapshots: wholeNumber({ from: 1, to: 50 }) },
  ),
  maintenanceWindow: weeklyWindow({ atLeastMinutes: 30 }),
  insights: new Choice(
    (insights): Shape =>
      'none' in insights
        ? { none: sentence('RDS has none for a class this small') }
        : { mode: oneOf('standard', 'advanced') },
  ),
};

export const cacheShape: Shape = {
  nodeType: cacheNodeType,
  replicas: wholeNumber({ from: 0, to: 5 }),
  snapshotDays: wholeNumber({ from: 0, to: 35 }),
  snapshotWindow: dailyWindow({ atLeastMinutes: 60 }),
  maintenanceWindow: weeklyWindow({ atLeastMinutes: 60 }),
};
