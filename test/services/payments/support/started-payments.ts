import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { createPaymentsApp } from '../../../../services/payments/app.ts';
import type { AuthorizationStore } from '../../../../services/payments/authorization-store.ts';
import type { PaymentProvider } from '../../../../services/payments/payment-provider.ts';
import type { ProviderBooks } from '../../../../services/payments/simulated/provider-books.ts';
import { SimulatedProvider } from '../../../../services/payments/simulated/simulated-provider.ts';
import { createTestTokens, type TestTokens } from '../../../support/tokens.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { type RecordedLog, recordedLog } from '../../kit/support/recorded-log.ts';
import { startApp } from '../../kit/support/start-app.ts';
import { InMemoryAuthorizationStore } from './in-memory-authorization-store.ts';
import { InMemoryProviderBooks } from './in-memory-provider-books.ts';
import { createPaymentsClient, type PaymentsClient } from './payments-client.ts';

export interface StartedPayments<Store extends AuthorizationStore> {
  readonly port: number;
  readonly ask: PaymentsClient;
  readonly store: Store;
  readonly provider: PaymentProvider;
  readonly clock: FakeClock;
  readonly tokens: TestTokens;
  readonly log: RecordedLog['log'];
  readonly lines: RecordedLog['lines'];
  close(): Promise<void>;
}

const secret = 'a secret of thirty-two characters';

/** Payments on a real socket; orders and somebody else may sign with a secret. */
export async function startPayments<Store extends AuthorizationStore = InMemoryAuthorizationStore>(
  given: { readonly store?: Store; readonly books?: ProviderBooks } = {},
): Promise<StartedPayments<Store>> {
  const store = given.store ?? (new InMemoryAuthorizationStore() as AuthorizationStore as Store);
  const provider = new SimulatedProvider(given.books ?? new InMemoryProviderBooks());
  const clock = createFakeClock(Date.now());
  const { log, lines } = recordedLog();
  const tokens = await createTestTokens();
  const health = createHealth({ needs: {}, log, clock });
  health.start();
  const callers = { self: 'payments', secrets: { orders: secret, gateway: secret } };
  const app = createPaymentsApp({
    store,
    provider,
    health,
    tokens: createTokenVerifier({ ...tokens, callers }, { clock }),
    log,
    clock,
  });
  const { url, port, close } = await startApp(app);
  const ask = createPaymentsClient(url, {
    tokens,
    serviceToken: (self) =>
      createServiceToken({ self, secrets: { payments: secret } }, { clock })('payments'),
  });
  return { port, ask, store, provider, clock, tokens, log, lines, close };
}
