import type { Address } from '../addresses.ts';
import type { RunningServer } from '../binaries/running-server.ts';
import type { KeptChanges } from './changes/kept-changes.ts';
import type { DatabaseSettings } from './database-settings.ts';
import { startMariadb } from './mariadb-server.ts';
import type { RdsParts } from './rds-parts.ts';

export interface InstanceServerProps {
  readonly identifier: string;
  readonly parts: RdsParts;
  readonly folder: string;
  readonly address: Address;
  readonly settings: DatabaseSettings;
  /** Of its parameter group. */
  readonly variables: Readonly<Record<string, string>>;
  readonly changes: KeptChanges;
}

/** Starts the server of a database instance as its settings and its parameter group want it. */
export async function startInstanceServer({
  identifier,
  parts: { certificates, processes, groups, program: findProgram },
  folder,
  address,
  settings,
  variables,
  changes,
}: InstanceServerProps): Promise<RunningServer> {
  const { user, password, database, exportsErrorLog } = settings;
  const { require_secure_transport: tlsRequired = '0', ...others } = variables;
  const program = await findProgram();
  const keepsNothing = whyNothingIsKept(settings, program.kind);
  // A client that is given an address checks the name `localhost` where it checks a name at all.
  const files = await certificates.certificateFor([`${identifier}.database`, 'localhost'], [address.host]);
  return startMariadb({
    program,
    processes,
    folder,
    address,
    tls: {
      ...files,
      authorityFile: certificates.authorityFile,
      required: ['1', 'on', 'true'].includes(tlsRequired.toLowerCase()),
    },
    master: { user, password },
    ...(database !== undefined && { database }),
    variables: others,
    keepsChanges: keepsNothing === undefined,
    beforeStart: async () => {
      if (keepsNothing === undefined) await changes.begin();
      else changes.keepNothing(keepsNothing);
    },
    onLine: (line) => {
      if (exportsErrorLog) groups.write(`/aws/rds/instance/${identifier}/error`, identifier, line);
    },
  });
}

function whyNothingIsKept({ keepsChanges }: DatabaseSettings, kind: 'mariadb' | 'mysql'): string | undefined {
  if (!keepsChanges) return 'its BackupRetentionPeriod is 0';
  if (kind === 'mariadb') return undefined;
  return 'a restore is rehearsed with MariaDB only, and the server of this machine is MySQL';
}
