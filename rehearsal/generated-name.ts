import { createHash } from 'node:crypto';

/** The name CloudFormation would invent for a resource without one: readable, unique, and the same at every start. */
export function generatedName(stackName: string, logicalId: string, longest: number): string {
  const hash = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12);
  return `${`${stackName}-${logicalId}`.slice(0, longest - 13)}-${hash}`;
}
