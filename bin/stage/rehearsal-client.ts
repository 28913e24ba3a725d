import { type Addresses, addressesOf } from './state-folder.ts';

/** What an SDK client needs to talk to the rehearsal that is up. */
export interface RehearsalClient {
  readonly addresses: Addresses;
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

export async function rehearsalClient(stateFolder: string): Promise<RehearsalClient> {
  return rehearsalClientAt(await addressesOf(stateFolder));
}

export function rehearsalClientAt(addresses: Addresses): RehearsalClient {
  return {
    addresses,
    settings: {
      endpoint: addresses.endpoint,
      region: addresses.region,
      // The rehearsal knows no secrets of AWS's; the SDK only wants something to sign with.
      credentials: { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' },
    },
  };
}
