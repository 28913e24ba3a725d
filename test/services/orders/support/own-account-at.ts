import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { type Calls, shareExchanges } from '../../../../services/kit/batching/shared-exchange.ts';
import { createUpstream } from '../../../../services/kit/clients/upstream.ts';
import { type OwnAccount, onOwnAccount } from '../../../../services/orders/own-account.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';

/** Lets something call a service at an address as orders do, with a token that only orders can sign. */
export async function onOwnAccountAt<Answer>(
  { name, url }: { readonly name: string; readonly url: string },
  call: (account: OwnAccount, calls: Calls) => Promise<Answer>,
): Promise<Answer> {
  const upstream = createUpstream({ name, url, timeoutMs: 2000, capacity: 4, log: recordedLog().log });
  const serviceToken = createServiceToken({ self: 'orders', secrets: { [name]: 'secret '.repeat(5) } });
  try {
    const calls = shareExchanges({ upstream, serviceToken, limitMs: 2000 });
    return await call(onOwnAccount(calls), calls);
  } finally {
    await upstream.close();
  }
}
