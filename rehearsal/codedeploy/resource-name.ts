import { randomBytes } from 'node:crypto';
import type { CreateCall } from '../plane.ts';

/** The name a template gives, or one as CloudFormation would make it: another each time, so a replacement has room. */
export function nameOf({ properties, stackName, logicalId }: CreateCall, property: string): string {
  const given = properties[property];
  if (given !== undefined) return String(given);
  return `${stackName}-${logicalId}-${randomBytes(6).toString('hex').toUpperCase()}`;
}
