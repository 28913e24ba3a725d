import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PactV4 } from '@pact-foundation/pact';
import { contractFile } from './contract-files.ts';
import { PatientPact } from './patient-pact.ts';

/** A contract that a consumer's tests state, one interaction after the other, with the consumer's own client. */
export interface Contract {
  /** Each interaction that its test carried out is part of the contract. */
  readonly pact: PactV4;
  /** Throws where what was stated is not what is kept beside the consumer, and says how to keep it. */
  keep(): void;
  close(): void;
}

export interface ContractParts {
  readonly consumer: string;
  readonly provider: string;
}

interface WrittenContract {
  readonly interactions: readonly { readonly description: string }[];
  readonly metadata: { readonly pactSpecification: unknown };
}

export function openContract({ consumer, provider }: ContractParts): Contract {
  const folder = mkdtempSync(join(tmpdir(), 'shoal-contract-'));
  const kept = contractFile(consumer, provider);
  return {
    pact: new PatientPact({ consumer, provider, dir: folder, logLevel: 'error', host: '127.0.0.1' }),
    keep() {
      const stated = comparable(
        JSON.parse(readFileSync(join(folder, `${consumer}-${provider}.json`), 'utf8')),
      );
      const isKept = existsSync(kept) && JSON.stringify(readKept(kept)) === JSON.stringify(stated);
      if (isKept) return;
      if (process.env.KEEP_CONTRACTS !== 'yes') {
        throw new Error(
          `${consumer} needs something else of ${provider} than ${kept} says; run this test with KEEP_CONTRACTS=yes, ` +
            `format the file and commit it: the tests of ${provider} are then held to it`,
        );
      }
      mkdirSync(dirname(kept), { recursive: true });
      writeFileSync(kept, `${JSON.stringify(stated, null, 2)}\n`);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function readKept(file: string): WrittenContract {
  return comparable(JSON.parse(readFileSync(file, 'utf8')));
}

/** Without the versions of the tool that wrote it, in one order. */
function comparable({ metadata, ...contract }: WrittenContract): WrittenContract {
  const { pactSpecification } = metadata;
  return {
    ...contract,
    interactions: contract.interactions.toSorted((a, b) => (a.description < b.description ? -1 : 1)),
    metadata: { pactSpecification },
  };
}
