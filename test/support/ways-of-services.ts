import { callerSecretVariableOf, callSecretVariableOf } from '../../platform/environment-names.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { services } from '../../platform/services.ts';

const signer = services.find(({ signsTokens }) => signsTokens === true)?.name;

/** The services whose address a service is told: those it calls, and the one that publishes token keys. */
export function reachedBy({ name, calls }: ServiceDefinition): readonly string[] {
  return [...new Set([...calls, ...(signer === undefined || signer === name ? [] : [signer])])];
}

/** The variables with the secrets a service is given: its own, and those it shares with one other each. */
export function secretVariablesOf({ name, needs, callsAlone = [] }: ServiceDefinition): readonly string[] {
  const callers = services.filter((other) => other.callsAlone?.includes(name));
  return [
    ...(needs.cache ? ['CACHE_PASSWORD'] : []),
    ...(needs.secrets ?? []),
    ...callsAlone.map(callSecretVariableOf),
    ...callers.map((caller) => callerSecretVariableOf(caller.name)),
  ];
}
