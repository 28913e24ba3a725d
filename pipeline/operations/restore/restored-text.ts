import { compareRestored } from './compare-restored.ts';
import type { Restored } from './restore.ts';

export interface RestoredText {
  readonly text: string;
  /** Whether something is not as it is of the old one. */
  readonly differs: boolean;
}

/** What was found of a restored database, and what can be done with it. */
export function restoredText({ old, made, minutes }: Restored, stage: string): RestoredText {
  const compared = compareRestored(old, made);
  const width = Math.max(...compared.map(({ what }) => what.length));
  const lines = compared.map(({ what, found, expected }) =>
    expected === undefined
      ? `  ok       ${what.padEnd(width)}  ${found}`
      : `  DIFFERS  ${what.padEnd(width)}  ${found}; the old one has ${expected}`,
  );
  const id = made.DBInstanceIdentifier ?? '';
  const host = made.Endpoint?.Address ?? '';
  const secret = made.MasterUserSecret?.SecretArn;
  const text = [
    `${id} is available after ${minutes} minutes, beside ${old.DBInstanceIdentifier}, which was not touched.`,
    ...lines,
    '',
    'RDS says this of it; nobody has read its rows yet, since no address outside the network reaches it.',
    '',
    'Look into it, through any task of a service that has a database (the task is what may reach it):',
    `  aws ssm start-session --target ecs:${stage}_<task id>_<runtime id> --document-name AWS-StartPortForwardingSessionToRemoteHost --parameters host=${host},portNumber=3306,localPortNumber=3307`,
    ...(secret === undefined
      ? ['  mysql --host 127.0.0.1 --port 3307 --user shoal_master --password --ssl-mode=REQUIRED']
      : [
          `  aws secretsmanager get-secret-value --secret-id ${secret} --query SecretString`,
          '  mysql --host 127.0.0.1 --port 3307 --user shoal_master --password --ssl-mode=REQUIRED',
        ]),
    'Bring back what is missing: copy those rows into the database that serves. That is nearly always what is wanted.',
    'Switch to all of it only where everything since is worth less: what was written meanwhile is lost, and tokens are',
    `  made out to ${made.DbiResourceId}, not to ${old.DbiResourceId}. docs/decisions/0047-a-restore-goes-beside.md has the steps.`,
    'Remove it, since it costs as the old one does:',
    `  aws rds delete-db-instance --db-instance-identifier ${id} --skip-final-snapshot --delete-automated-backups`,
    '',
  ].join('\n');
  return { text, differs: compared.some(({ expected }) => expected !== undefined) };
}
