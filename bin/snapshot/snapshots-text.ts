import type { DBSnapshot } from '@aws-sdk/client-rds';
import { ago } from '../../pipeline/operations/ago.ts';

/** A line for each snapshot, the newest first. */
export function snapshotsText(snapshots: readonly DBSnapshot[], stage: string, now: number): string {
  if (snapshots.length === 0) return `${stage} has no snapshots that somebody asked for.\n`;
  const takenAt = ({ SnapshotCreateTime: at }: DBSnapshot): number => at?.getTime() ?? now;
  const width = Math.max(...snapshots.map(({ DBSnapshotIdentifier: id = '' }) => id.length));
  return [...snapshots]
    .sort((left, right) => takenAt(right) - takenAt(left))
    .map((snapshot) => {
      const { DBSnapshotIdentifier: id = '', Status: status = 'unknown' } = snapshot;
      const size = `${snapshot.AllocatedStorage ?? 0} GiB`;
      const state = status === 'available' ? '' : `  ${status} ${snapshot.PercentProgress ?? 0} %`;
      return `${id.padEnd(width)}  ${size.padStart(8)}  ${ago(now - takenAt(snapshot))}${state}\n`;
    })
    .join('');
}
