/** Where the public keys of access tokens are published. */
export const tokenKeysUrl = 'TOKEN_KEYS_URL';

/** With what this service signs when it calls another on its own account: `CALL_CATALOG_SECRET`. */
export function callSecretVariableOf(callee: string): string {
  return `CALL_${upper(callee)}_SECRET`;
}

/** With what another service signs when it calls this one on its own account: `CALLER_ORDERS_SECRET`. */
export function callerSecretVariableOf(caller: string): string {
  return `CALLER_${upper(caller)}_SECRET`;
}

function upper(service: string): string {
  return service.toUpperCase().replaceAll('-', '_');
}
