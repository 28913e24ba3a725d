import type { Log } from '../kit/telemetry/log.ts';
import type { Clock } from '../kit/time/clock.ts';
import type { Authorization, PaymentOperation } from './authorization.ts';
import type { AuthorizationStore } from './authorization-store.ts';
import { type PaymentProvider, type ProviderAnswer, ProviderTimeout } from './payment-provider.ts';
import { operations } from './payment-steps.ts';

export interface CarryOutParts {
  readonly store: AuthorizationStore;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly log: Log;
}

export type CarriedOut =
  /** Now or before, as the state says; it may have been refused, or be in doubt. */
  | { readonly outcome: 'answered'; readonly authorization: Authorization }
  | { readonly outcome: 'busy' | 'impossible'; readonly authorization: Authorization }
  | { readonly outcome: 'unknown-authorization' };

/** Longer than the provider ever takes. */
export const carryOutMs = 10_000;
/** After an answer that did not come. */
export const askAgainMs = 2000;

/** Carries out one operation of one authorization, once, whoever asks for it and however often. */
export async function carryOut(
  parts: CarryOutParts,
  id: string,
  operation: PaymentOperation,
): Promise<CarriedOut> {
  const { store, clock } = parts;
  const now = clock.now();
  const begun = await store.begin({
    id,
    operation,
    now: new Date(now),
    dueAt: new Date(now + carryOutMs),
  });
  if (begun === undefined) return { outcome: 'unknown-authorization' };
  const { beginning, authorization } = begun;
  switch (beginning.outcome) {
    case 'done-before':
      return { outcome: 'answered', authorization };
    case 'busy':
      return { outcome: authorization.doubtful ? 'answered' : 'busy', authorization };
    case 'impossible':
      return { outcome: 'impossible', authorization };
    case 'begun':
      return {
        outcome: 'answered',
        authorization: await finish(parts, authorization, { operation, again: beginning.again }),
      };
  }
}

interface Under {
  readonly operation: PaymentOperation;
  /** Somebody asked the provider before, and what it answered is not known. */
  readonly again: boolean;
}

/** What was begun is brought to its end, or to a doubt. */
export async function finish(
  { store, provider, clock, log }: CarryOutParts,
  authorization: Authorization,
  { operation, again }: Under,
): Promise<Authorization> {
  const { id } = authorization;
  try {
    const known = again ? await alreadyDone(provider, id, operation) : undefined;
    const answer = known ?? (await ask(provider, authorization, operation));
    return await store.settle({ id, operation, answer, now: new Date(clock.now()) });
  } catch (error) {
    if (!(error instanceof ProviderTimeout)) throw error;
    log.warn('the provider did not answer in time and will be asked what it did', {
      payment: id,
      operation,
    });
    const now = clock.now();
    return await store.doubt({ id, operation, now: new Date(now), dueAt: new Date(now + askAgainMs) });
  }
}

/** What the provider's books say of an operation; undefined where it never heard of it. */
async function alreadyDone(
  provider: PaymentProvider,
  id: string,
  operation: PaymentOperation,
): Promise<ProviderAnswer | undefined> {
  const payment = await provider.find(id);
  if (payment === undefined) return undefined;
  if (operation === 'authorize' && payment.state === 'declined') {
    return { outcome: 'refused', reason: payment.reason ?? 'declined' };
  }
  return payment.state === operations[operation].to ? { outcome: 'done' } : undefined;
}

async function ask(
  provider: PaymentProvider,
  { id, token, money }: Authorization,
  operation: PaymentOperation,
): Promise<ProviderAnswer> {
  if (operation !== 'authorize') return await provider[operation](id);
  if (token === undefined)
    throw new Error(`authorization ${id} has no token although the provider has not answered yet`);
  return await provider.authorize({ reference: id, token, money });
}
