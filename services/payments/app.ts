import type { TokenVerifier } from '../kit/auth/token-verifier.ts';
import { answerCalls } from '../kit/batching/answer-calls.ts';
import type { Health } from '../kit/health/health.ts';
import { createApp } from '../kit/http/create-app.ts';
import { describeApi } from '../kit/openapi/describe-api.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import type { AuthorizationStore } from './authorization-store.ts';
import { authorizePayment } from './authorize-payment.ts';
import { capturePayment, refundPayment, voidPayment } from './move-money.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { readAuthorization } from './read-authorization.ts';
import { readLedger } from './read-ledger.ts';

export interface PaymentsParts {
  readonly store: AuthorizationStore;
  readonly provider: PaymentProvider;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  readonly clock?: Clock;
}

export function createPaymentsApp({
  health,
  tokens,
  log,
  clock = systemClock,
  store,
  provider,
}: PaymentsParts) {
  const parts = { store, provider, clock, log };
  const moving = [authorizePayment(parts), capturePayment(parts), refundPayment(parts), voidPayment(parts)];
  const operations = [
    ...moving,
    readAuthorization(parts),
    readLedger(parts),
    answerCalls({ operations: moving, callers: ['orders'], tokens, log, clock }),
  ];
  const api = describeApi({
    title: 'Payments',
    description: 'Holds, takes and gives back the money of orders, and keeps the ledger of it.',
    version: '1',
    operations,
  });
  return createApp({ operations: [...operations, api], health, tokens, log, clock });
}
