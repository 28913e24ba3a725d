import { compareRestored } from './compare-restored.ts';
import { lasted } from './lasted.ts';
import type { Restored } from './restore.ts';
import type { RestorePlace } from './restore-place.ts';

export interface RestoredText {
  readonly text: string;
  /** Whether something is not as it is of the old one. */
  readonly differs: boolean;
}

/** What was found of a restored database, and what can be done with it. */
export function restoredText(restored: Restored, place: RestorePlace): RestoredText {
  const { old, made, milliseconds } = restored;
  const compared = compareRestored(old, made);
  const width = Math.max(...compared.map(({ what }) => what.length));
  const lines = compared.map(({ what, found, expected }) =>
    expected === undefined
      ? `  ok       ${what.padEnd(width)}  ${found}`
      : `  DIFFERS  ${what.padEnd(width)}  ${found}; the old one has ${expected}`,
  );
  const id = made.DBInstanceIdentifier ?? '';
  const text = [
    `${id} is available after ${lasted(milliseconds)}, beside ${old.DBInstanceIdentifier}, which was not touched.`,
    ...lines,
    '',
    ...place.look(restored),
    'Bring back what is missing: copy those rows into the database that serves. That is nearly always what is wanted.',
    ...place.switching(restored),
    place.remove,
    `  ${place.aws} rds delete-db-instance --db-instance-identifier ${id} --skip-final-snapshot --delete-automated-backups`,
    '',
  ].join('\n');
  return { text, differs: compared.some(({ expected }) => expected !== undefined) };
}
