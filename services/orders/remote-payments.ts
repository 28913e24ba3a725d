import type { CallAnswer } from '../kit/batching/shared-exchange.ts';
import { kindOf, membersOf } from './answer-members.ts';
import type { Order } from './order.ts';
import type { OwnAccount } from './own-account.ts';
import type { Payments } from './payments.ts';
import { done, type StepAnswer, UnexpectedAnswer } from './step-answer.ts';

const notYet: StepAnswer = { outcome: 'later', because: 'the provider has not answered payments yet' };

/** Authorizations of payments, whose Idempotency-Key is the order's id. */
export class RemotePayments implements Payments {
  readonly #payments: OwnAccount;

  constructor(payments: OwnAccount) {
    this.#payments = payments;
  }

  async authorize({ id, userId, total, paymentToken, origin }: Order): Promise<StepAnswer> {
    const answer = await this.#payments({
      method: 'POST',
      path: '/v1/authorizations',
      headers: { 'idempotency-key': id },
      body: { orderId: id, customer: userId, amount: total, paymentMethod: { token: paymentToken } },
      origin,
    });
    const { id: paymentId, state, refusal } = membersOf(answer);
    const known = answer.status === 200 || answer.status === 201;
    if (known && typeof paymentId === 'string') {
      if (state === 'authorized' || state === 'captured') return { outcome: 'done', paymentId };
      if (state === 'declined') return { outcome: 'refused', reason: reasonIn(refusal, 'card-declined') };
      if (state === 'unknown' || state === 'pending') return notYet;
      if (state === 'voided' || state === 'refunded')
        return { outcome: 'refused', reason: 'payment-given-back' };
    }
    return busyOr(answer, 'an authorization');
  }

  async capture({ paymentId, origin }: Order): Promise<StepAnswer> {
    const answer = await this.#payments({ method: 'POST', path: `${pathOf(paymentId)}/captures`, origin });
    if (answer.status === 200) return done;
    if (answer.status === 202) return notYet;
    const members = membersOf(answer);
    const { state } = members;
    if (answer.status === 409 && kindOf(members) === 'refused-by-provider') {
      return { outcome: 'refused', reason: reasonIn(members.refusal, 'capture-refused') };
    }
    if (answer.status === 409 && (state === 'voided' || state === 'refunded')) {
      return { outcome: 'refused', reason: 'payment-given-back' };
    }
    return busyOr(answer, 'a capture');
  }

  async giveBack({ paymentId, origin }: Order): Promise<StepAnswer> {
    const voided = await this.#payments({ method: 'DELETE', path: pathOf(paymentId), origin });
    if (voided.status === 200) return done;
    if (voided.status === 202) return notYet;
    const { state, ...members } = membersOf(voided);
    const refused = kindOf(members) === 'refused-by-provider';
    if (voided.status === 409 && !refused && (state === 'refunded' || state === 'declined')) return done;
    if (voided.status === 409 && state === 'captured') return await this.#refund(paymentId, origin);
    return busyOr(voided, 'a void');
  }

  async #refund(paymentId: string | undefined, origin: Order['origin']): Promise<StepAnswer> {
    const answer = await this.#payments({ method: 'POST', path: `${pathOf(paymentId)}/refunds`, origin });
    if (answer.status === 200) return done;
    if (answer.status === 202) return notYet;
    const members = membersOf(answer);
    if (answer.status === 409 && kindOf(members) === 'refused-by-provider') {
      return { outcome: 'refused', reason: reasonIn(members.refusal, 'refund-refused') };
    }
    return busyOr(answer, 'a refund');
  }
}

function pathOf(paymentId: string | undefined): string {
  if (paymentId === undefined)
    throw new Error('the order has no payment yet; only an authorized one is captured or given back');
  return `/v1/authorizations/${paymentId}`;
}

function busyOr(answer: CallAnswer, call: string): StepAnswer {
  if (answer.status === 409 && kindOf(membersOf(answer)) === 'in-progress') {
    return { outcome: 'later', because: 'payments is at it' };
  }
  throw new UnexpectedAnswer('payments', call, answer.status);
}

function reasonIn(refusal: unknown, otherwise: string): string {
  return typeof refusal === 'string' ? refusal : otherwise;
}
