import { environmentNames } from '../../../platform/environment-names.ts';

export { callerSecretVariableOf, callSecretVariableOf } from '../../../platform/environment-names.ts';

/** Where the public keys of access tokens are published. */
export const { tokenKeysUrl } = environmentNames;
