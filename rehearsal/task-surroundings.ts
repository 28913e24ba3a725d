import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environmentNames as name } from '../platform/environment-names.ts';

type Environment = Readonly<Record<string, string>>;

export interface SurroundingsParts {
  readonly stateFolder: string;
  readonly region: string;
  readonly authorityFile: string;
  /** Stands in for the IAM tokens that open the database on AWS. */
  readonly databasePassword: string;
  readonly endpoint: () => string;
  /** Where the settings are told here that the template looks for beside the task. */
  readonly settingsUrl: (template: string) => string;
}

/** What every task and every function finds here besides what its template says: the endpoint, keys, names, trust. */
export interface Surroundings {
  ofTask(template: Environment): Environment;
  ofFunction(): Environment;
  /** Modules to load before the program's own. */
  readonly preloads: readonly string[];
}

export function createSurroundings(parts: SurroundingsParts): Surroundings {
  const namesPreload = pathToFileURL(join(import.meta.dirname, 'names-preload.mjs')).href;
  const common = (): Environment => ({
    AWS_ENDPOINT_URL: parts.endpoint(),
    AWS_REGION: parts.region,
    AWS_ACCESS_KEY_ID: 'rehearsal',
    AWS_SECRET_ACCESS_KEY: 'rehearsal',
    SHOAL_NAMES_FILE: join(parts.stateFolder, 'names.json'),
    NODE_EXTRA_CA_CERTS: parts.authorityFile,
    [name.trustedAuthorityFile]: parts.authorityFile,
  });
  const settingsOf = (template: string | undefined): Environment =>
    template === undefined ? {} : { [name.settingsUrl]: parts.settingsUrl(template) };
  const withDatabase = { [name.databasePassword]: parts.databasePassword };
  return {
    ofTask: (template) => ({
      ...common(),
      [name.nodeOptions]: `${template[name.nodeOptions] ?? ''} --import=${namesPreload}`.trim(),
      // The balancer here learns of a stop at once, not after the checks that the template's time covers.
      ...(name.drainSeconds in template ? { [name.drainSeconds]: '2' } : {}),
      ...(name.databaseHost in template ? withDatabase : {}),
      ...settingsOf(template[name.settingsUrl]),
    }),
    ofFunction: () => ({ ...common(), ...withDatabase }),
    preloads: [namesPreload],
  };
}
