import { awsCommand } from '../aws-command.ts';
import { passwordCommand, type RestorePlace } from './restore-place.ts';

export interface RehearsalReached {
  readonly endpoint: string;
  readonly region: string;
  /** Who signs the certificates of its servers. */
  readonly authorityFile: string;
}

export function inRehearsal({ endpoint, region, authorityFile }: RehearsalReached): RestorePlace {
  const aws = awsCommand({ endpoint, region });
  return {
    aws,
    lasts: 'some seconds, and longer the more was changed since the database started',
    late: 'wait, or use --to latest',
    early: () => 'a rehearsal keeps what changed since its database last started',
    look: (restored) => [
      'Look into it, with any client of MySQL:',
      ...passwordCommand(restored, aws),
      `  mysql --host ${restored.made.Endpoint?.Address} --port ${restored.made.Endpoint?.Port} --user ${restored.made.MasterUsername} --password --ssl-ca=${authorityFile}`,
    ],
    switching: () => [
      'Switching to all of it is not played here: docs/decisions/0047-a-restore-goes-beside.md has the steps of AWS.',
    ],
    remove: 'It goes with the rehearsal. Remove it before:',
  };
}
