import type { Environment } from '../kit/configuration/environment.ts';
import { readSecret } from '../kit/configuration/secret.ts';
import { usersEnvironmentNames as names } from './environment-names.ts';

/** The secret under which private keys lie in the database. */
export function readKeyEncryptionKey(environment: Environment): string {
  return readSecret(environment, names.keyEncryptionKey, 'set it to the secret of the signing keys');
}

/** Whether users with published passwords may be made. */
export function readDemoUsers(environment: Environment): boolean {
  return environment.choice(names.demoUsers, ['true', 'false'], 'false') === 'true';
}
