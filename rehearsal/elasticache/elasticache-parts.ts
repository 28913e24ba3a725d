import type { AddressBook } from '../addresses.ts';
import type { ServerProgram } from '../binaries/server-program.ts';
import type { Certificates } from '../certificates/certificates.ts';
import type { ProcessBook } from '../processes.ts';

/** What the cache needs of the rest of the rehearsal. */
export interface ElastiCacheParts {
  readonly stateFolder: string;
  readonly region: string;
  readonly processes: ProcessBook;
  readonly addresses: Pick<AddressBook, 'claim' | 'release' | 'cachePort'>;
  readonly certificates: Certificates;
  /** Asked when the first cache is created, and not before. */
  readonly program: () => Promise<ServerProgram>;
  /** How long a server has to say how it is, before it counts as one that does not answer. @default - five seconds */
  readonly patienceMs?: number;
  /** Told when a server ends by itself. @default - nobody is */
  readonly say?: (sentence: string) => void;
}
