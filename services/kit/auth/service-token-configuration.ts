import { callSecretVariableOf, environmentNames as names } from '../../../platform/environment-names.ts';
import type { Environment } from '../configuration/environment.ts';
import { readSecret } from '../configuration/secret.ts';
import type { ServiceTokenConfiguration } from './service-token.ts';

/** `callees`: the services that this one calls on its own account, by name. */
export function readServiceTokenConfiguration(
  environment: Environment,
  callees: readonly string[],
): ServiceTokenConfiguration {
  return {
    self: environment.optionalText(names.serviceName) ?? '',
    secrets: Object.fromEntries(
      callees.map((callee) => [
        callee,
        readSecret(environment, callSecretVariableOf(callee), `set it to what '${callee}' checks with`),
      ]),
    ),
  };
}
