import { AwsError } from '../plane.ts';
import type { DatabaseInstance } from './database-instance.ts';

export function databaseNotFound(identifier: string): AwsError {
  return new AwsError('DBInstanceNotFound', `DBInstance ${identifier} not found.`, 404);
}

export function databaseExists(identifier: string): AwsError {
  return new AwsError('DBInstanceAlreadyExists', `DB instance already exists: ${identifier}`);
}

export function refuseProtected(instance: DatabaseInstance): void {
  if (!instance.settings.protected) return;
  throw new AwsError(
    'InvalidParameterCombination',
    'Cannot delete protected DB Instance, please disable deletion protection and try again.',
  );
}

export function refuseUnless(instance: DatabaseInstance, wanted: 'available' | 'stopped'): void {
  if (instance.status === wanted) return;
  throw new AwsError(
    'InvalidDBInstanceState',
    `Instance ${instance.identifier} is not in ${wanted} state: it is ${instance.status}.`,
  );
}
