import { awsCommand } from '../aws-command.ts';
import { passwordCommand, type RestorePlace } from './restore-place.ts';

export function onAws({ stage, region }: { readonly stage: string; readonly region: string }): RestorePlace {
  const aws = awsCommand({ region });
  return {
    aws,
    lasts: 'from ten minutes to some hours, by how much there is',
    late: 'the end of which is some five minutes ago: wait, or use --to latest',
    early: (identifier) =>
      `older days may be in the vault: ${aws} backup list-recovery-points-by-backup-vault --backup-vault-name ${identifier}`,
    look: (restored) => [
      'RDS says this of it; nobody has read its rows yet, since no address outside the network reaches it.',
      '',
      'Look into it, through any task of a service that has a database (the task is what may reach it):',
      `  ${aws} ssm start-session --target ecs:${stage}_<task id>_<runtime id> --document-name AWS-StartPortForwardingSessionToRemoteHost --parameters host=${restored.made.Endpoint?.Address ?? ''},portNumber=3306,localPortNumber=3307`,
      ...passwordCommand(restored, aws),
      '  mysql --host 127.0.0.1 --port 3307 --user shoal_master --password --ssl-mode=REQUIRED',
    ],
    switching: ({ old, made }) => [
      'Switch to all of it only where everything since is worth less: what was written meanwhile is lost, and tokens are',
      `  made out to ${made.DbiResourceId}, not to ${old.DbiResourceId}. docs/decisions/0047-a-restore-goes-beside.md has the steps.`,
    ],
    remove: 'Remove it, since it costs as the old one does:',
  };
}
