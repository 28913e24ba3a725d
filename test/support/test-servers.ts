import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AddressBook } from '../../rehearsal/addresses.ts';
import { findServerPrograms } from '../../rehearsal/binaries/binaries.ts';
import { createCertificates } from '../../rehearsal/certificates/certificates.ts';
import { startRedis } from '../../rehearsal/elasticache/redis-server.ts';
import { ProcessBook } from '../../rehearsal/processes.ts';
import { startMariadb } from '../../rehearsal/rds/mariadb-server.ts';

/** How a test reaches a server: what stands as JSON in SHOAL_TEST_DATABASE and SHOAL_TEST_CACHE. */
export interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly authorityFile: string;
}

export interface TestServers {
  readonly database: TestServer;
  readonly cache: TestServer;
  stop(): Promise<void>;
}

const allFolders = join(tmpdir(), 'shoal-test-servers');

export interface TestServersOptions {
  /** Whether a commit survives a power cut, as on AWS. @default - it need not, which is faster */
  readonly durable?: boolean;
  /** Whether the database logs what changes, as on AWS and in a rehearsal. @default - it does not, which is faster */
  readonly keepsChanges?: boolean;
}

/** One MariaDB and one Redis of the tests' own, TLS required as on AWS, with nothing in them. */
export async function startTestServers({
  durable = false,
  keepsChanges = false,
}: TestServersOptions = {}): Promise<TestServers> {
  await clearLeftovers();
  const folder = join(allFolders, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder, { recursive: true });
  const processes = new ProcessBook(folder);
  const stop = async (): Promise<void> => {
    await processes.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await start(folder, processes, { durable, keepsChanges })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  folder: string,
  processes: ProcessBook,
  { durable, keepsChanges }: Required<TestServersOptions>,
): Promise<Omit<TestServers, 'stop'>> {
  const programs = await findServerPrograms({
    stateFolder: join(import.meta.dirname, '../../.shoal'),
    progress: (sentence) => console.error(sentence),
  });
  const addresses = new AddressBook({ stateFolder: folder });
  const certificates = await createCertificates({ stateFolder: folder });
  const open = async (name: string, port: number) => {
    const address = await addresses.claim(name, port);
    const files = await certificates.certificateFor([`${name}.test`, 'localhost'], [address.host]);
    return {
      address,
      tls: { ...files, authorityFile: certificates.authorityFile, required: true },
      user: 'admin',
      password: randomBytes(12).toString('hex'),
    };
  };
  const [database, cache] = await Promise.all([open('database', 23306), open('cache', 26379)]);
  await Promise.all([
    startMariadb({
      ...database,
      program: programs.database,
      processes,
      folder: join(folder, 'mariadb'),
      master: database,
      keepsChanges,
      variables: { innodb_flush_log_at_trx_commit: durable ? '1' : '0' },
    }),
    startRedis({
      ...cache,
      program: programs.cache,
      processes,
      folder: join(folder, 'redis'),
      users: [{ name: cache.user, access: 'on ~* &* +@all', passwords: [cache.password] }],
      settings: { appendonly: 'no' },
    }),
  ]);
  const described = ({ address, tls, user, password }: typeof database): TestServer => ({
    ...address,
    user,
    password,
    authorityFile: tls.authorityFile,
  });
  return { database: described(database), cache: described(cache) };
}

/** A test run that was killed could not stop its servers; one that still runs keeps them. */
async function clearLeftovers(): Promise<void> {
  for (const entry of await readdir(allFolders).catch(() => [])) {
    const folder = join(allFolders, entry);
    const stillRuns = await new ProcessBook(folder).endLeftovers().then(
      () => false,
      () => true,
    );
    if (!stillRuns) await rm(folder, { recursive: true, force: true });
  }
}
