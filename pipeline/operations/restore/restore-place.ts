import type { Restored } from './restore.ts';

/** What is said of a restore where AWS and a rehearsal differ. */
export interface RestorePlace {
  /** What to type for `aws`. */
  readonly aws: string;
  /** After `which takes`. */
  readonly lasts: string;
  /** Of a moment that is later than any that can be had. */
  readonly late: string;
  /** Of a moment that is earlier than any that can be had. */
  readonly early: (identifier: string) => string;
  /** How to look into the new one. */
  readonly look: (restored: Restored) => readonly string[];
  /** What it takes to let the new one serve. */
  readonly switching: (restored: Restored) => readonly string[];
  /** Before the command that removes it. */
  readonly remove: string;
}

/** What opens the new one: the command that tells its password, where RDS keeps that. */
export function passwordCommand({ made }: Restored, aws: string): readonly string[] {
  const secret = made.MasterUserSecret?.SecretArn;
  return secret === undefined
    ? []
    : // Quoted, since a shell that is typed into reads the ! in its name as a command of its history.
      [`  ${aws} secretsmanager get-secret-value --secret-id '${secret}' --query SecretString`];
}
