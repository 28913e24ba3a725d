import { say } from '../terminal/say.ts';
import { attempts, patientRetries } from './patient-retries.ts';
import type { RehearsalClient } from './rehearsal-client.ts';

/** What every client of an operator's command is made of, here as on AWS. */
export type ClientSettings = Patience & (RehearsalClient['settings'] | { readonly region: string });

interface Patience {
  readonly maxAttempts: number;
  readonly retryStrategy: ReturnType<typeof patientRetries>;
  readonly requestHandler: typeof limits;
}

/** The SDK waits for ever for an answer unless it is told otherwise, and a network that is gone gives none. */
const limits = { connectionTimeout: 5000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/** Of a rehearsal, or of a region of AWS with the credentials that the environment has. */
export function clientSettings(
  place: RehearsalClient['settings'] | { readonly region: string },
): ClientSettings {
  return {
    ...place,
    maxAttempts: attempts,
    retryStrategy: patientRetries({ say }),
    requestHandler: limits,
  };
}
