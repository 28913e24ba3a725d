import type { RecordedLog } from '../services/kit/support/recorded-log.ts';
import type { FuzzParts } from './fuzz-from-openapi.ts';

/** A service on a real socket, with stores that last as long as it. */
export interface StartedService {
  readonly url: string;
  readonly lines: RecordedLog['lines'];
  /** Signs for somebody who has these roles. */
  readonly tokenOf: (...roles: readonly string[]) => Promise<string>;
  /** What fuzzing it needs to get far. */
  readonly known: Pick<FuzzParts, 'values' | 'headers'>;
  close(): Promise<void>;
}

interface Started {
  readonly lines: RecordedLog['lines'];
  readonly tokens: { sign(claims: { readonly roles: readonly string[] }): Promise<string> };
  close(): Promise<void>;
}

export function asService<Of extends Started & ({ readonly url: string } | { readonly port: number })>(
  started: Of,
  known: StartedService['known'] = {},
): StartedService {
  const url = 'url' in started ? started.url : `http://127.0.0.1:${started.port}`;
  const { lines, tokens } = started;
  return { url, lines, known, tokenOf: (...roles) => tokens.sign({ roles }), close: () => started.close() };
}
