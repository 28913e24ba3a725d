import { shortened } from './shortened.ts';

/** What AWS refused while it worked for a service; without this the sentence would not say for which. */
export class RefusedByAwsError extends Error {
  readonly service: string;

  constructor(service: string, refusal: Error) {
    super(
      `service '${service}': AWS refused with ${refusal.name}: ${shortened(refusal.message)}. Next: npx shoal logs ${service}`,
      { cause: refusal },
    );
    this.name = 'RefusedByAwsError';
    this.service = service;
  }
}

/** Errors of the SDK carry what they know of the answer; ours do not. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && '$metadata' in error;
}
