import { environmentNames as names } from '../../../platform/environment-names.ts';
import type { Environment } from './environment.ts';

/** How to reach the service's own schema. */
export interface DatabaseConfiguration {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  /** Without one, every connection signs an IAM token of its own. */
  readonly password: string | undefined;
  /** A file of certificates to trust instead of those of Amazon RDS. */
  readonly authorityFile: string | undefined;
  /** Off only towards a database of a test. */
  readonly tls: boolean;
}

export function readDatabaseConfiguration(environment: Environment): DatabaseConfiguration {
  return {
    host: environment.text(names.databaseHost, { fix: 'set it to the endpoint of the database' }),
    port: environment.integer(names.databasePort, {
      min: 1,
      max: 65535,
      fallback: 3306,
      fix: 'set it to the port of the database',
    }),
    name: environment.text(names.databaseName, { fix: 'set it to the schema of the service' }),
    user: environment.text(names.databaseUser, { fix: 'set it to the database user of the service' }),
    password: environment.optionalText(names.databasePassword),
    authorityFile: environment.optionalText(names.trustedAuthorityFile),
    tls: true,
  };
}
