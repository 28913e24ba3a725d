import { Refusal } from '../command.ts';

/** RDS takes 63 characters for all of it. */
const longest = 40;

/** What RDS will call the restored database: `shoal-prod-before-the-sale`. */
export function restoredNameTyped(typed: string, stage: string): string {
  const usable = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(typed) && typed.length <= longest;
  if (usable) return `shoal-${stage}-${typed}`;
  throw new Refusal(
    `--as '${typed}' is no name for a database: up to ${longest} small letters, digits and single dashes, like before-the-sale.`,
  );
}
