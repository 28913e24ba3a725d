import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageLogGroup } from '../stage-log-group.ts';

/** What RDS exports: errors, slow statements, and why a token was refused. */
export const exportedLogs = ['error', 'slowquery', 'iam-db-auth-error'] as const;

export interface DatabaseLogsProps {
  readonly stage: StageDefinition;
  readonly key: kms.IKey;
  /** The server's own name, which RDS makes the names of its logs from. */
  readonly identifier: string;
}

/** The logs of one server, made before it: those that RDS makes would be in the clear and never end. */
export class DatabaseLogs extends Construct {
  constructor(scope: Construct, id: string, { stage, key, identifier }: DatabaseLogsProps) {
    super(scope, id);
    for (const log of exportedLogs) {
      new StageLogGroup(this, log, {
        stage,
        key,
        name: { prescribed: `/aws/rds/instance/${identifier}/${log}` },
      });
    }
  }
}
