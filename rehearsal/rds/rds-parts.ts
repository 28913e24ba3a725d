import type { AddressBook } from '../addresses.ts';
import type { DatabaseProgram } from '../binaries/server-program.ts';
import type { Certificates } from '../certificates/certificates.ts';
import type { ProcessBook } from '../processes.ts';

/** What the database needs of the rest of the rehearsal. */
export interface RdsParts {
  readonly stateFolder: string;
  readonly region: string;
  readonly processes: ProcessBook;
  readonly addresses: Pick<AddressBook, 'claim' | 'release' | 'databasePort'>;
  readonly certificates: Certificates;
  readonly secrets: {
    valueOf(arnOrName: string, jsonKey?: string): string;
    /** Makes a secret where there is none of this name, and answers with its ARN. */
    ensure(name: string, make: () => string): string;
    delete(arnOrName: string): void;
  };
  readonly groups: { write(group: string, stream: string, line: string): void };
  /** Asked when the first database is created, and not before. */
  readonly program: () => Promise<DatabaseProgram>;
  /** Told when a server ends by itself. @default - nobody is */
  readonly say?: (sentence: string) => void;
}
