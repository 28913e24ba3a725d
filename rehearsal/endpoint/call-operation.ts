import type { ApiService, Properties } from '../plane.ts';

/** Calls an operation as if an SDK had asked for it, from within: `rds`, `StopDBInstance`. */
export function callOperation(
  services: readonly ApiService[],
  service: string,
  operation: string,
): (input: Properties) => Promise<unknown> {
  const played = services.filter(({ signingName }) => signingName === service);
  const found = played.map(({ operations }) => operations[operation]).find((each) => each !== undefined);
  if (found !== undefined) return async (input) => found(input);
  throw new Error(
    played.length === 0
      ? `the API of '${service}' is not played here`
      : `'${operation}' of '${service}' is not played here`,
  );
}
