import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { createUpstream } from '../../../../services/kit/clients/upstream.ts';
import { callOnOwnAccount, type OwnAccount } from '../../../../services/orders/own-account.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';

/** Lets something call a service at an address as orders do, with a token that only orders can sign. */
export async function onOwnAccountAt<Answer>(
  { name, url }: { readonly name: string; readonly url: string },
  call: (account: OwnAccount) => Promise<Answer>,
): Promise<Answer> {
  const upstream = createUpstream({ name, url, timeoutMs: 2000, capacity: 4, log: recordedLog().log });
  const serviceToken = createServiceToken({ self: 'orders', secrets: { [name]: 'secret '.repeat(5) } });
  try {
    return await call(callOnOwnAccount({ upstream, serviceToken }));
  } finally {
    await upstream.close();
  }
}
