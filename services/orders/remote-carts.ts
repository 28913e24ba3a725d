import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { CallAnswer, Calls } from '../kit/batching/shared-exchange.ts';
import { outgoingHeaders } from '../kit/clients/outgoing-headers.ts';
import { failureProblem, outcomeOf, UpstreamFailure } from '../kit/clients/upstream-failure.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { badGateway, conflict, notFound, unavailable } from '../kit/problems/problem.ts';
import { membersOf } from './answer-members.ts';
import type { Carts, Checkout } from './carts.ts';
import type { Order } from './order.ts';
import type { OwnAccount } from './own-account.ts';
import { UnexpectedAnswer } from './step-answer.ts';

const money = Type.Object({ amount: Type.Integer({ minimum: 0 }), currency: Type.Literal('EUR') });

/** What orders need of a checkout view, and nothing else of it. */
const neededCheckout = Compile(
  Type.Object({
    items: Type.Array(
      Type.Object({
        productId: Type.String(),
        title: Type.String(),
        quantity: Type.Integer({ minimum: 1 }),
        unitPrice: money,
      }),
    ),
    total: Type.Object({ amount: Type.Integer({ minimum: 0 }), currency: Type.String() }),
    ready: Type.Boolean(),
  }),
);

export interface RemoteCartsParts {
  /** With the buyer's credentials: a cart is shown to whom it belongs. */
  readonly calls: Calls;
  readonly ownAccount: OwnAccount;
}

/** As many characters as the column has; a cart without an ETag is cleared as it is. */
function keepable(etag: CallAnswer['headers'][string]): string | undefined {
  return typeof etag === 'string' && etag.length <= 100 ? etag : undefined;
}

export class RemoteCarts implements Carts {
  readonly #parts: RemoteCartsParts;

  constructor(parts: RemoteCartsParts) {
    this.#parts = parts;
  }

  async checkout(cartId: string, context: RequestContext): Promise<Checkout> {
    const answer = await this.#view(`/v1/carts/${cartId}/checkout-view`, context);
    if (answer.status === 404) throw notFound(`you have no cart ${cartId}`);
    if (answer.status === 409) throw conflict(`cart ${cartId} keeps changing; try again`);
    if (answer.status >= 500) throw unavailable('carts cannot say now what is to be ordered');
    const members = membersOf(answer);
    if (answer.status !== 200 || !neededCheckout.Check(members)) {
      context.log.error('carts does not answer as orders needs it', { status: answer.status });
      throw badGateway('carts did not say what is to be ordered; try again shortly');
    }
    const { items, ready } = members;
    return {
      items: items.map(({ productId, title, quantity, unitPrice: { amount, currency } }) => ({
        productId,
        title: title.slice(0, 200),
        quantity,
        unitPrice: { amount, currency },
      })),
      // What is charged follows from what is ordered, and from nothing else.
      total: {
        amount: items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0),
        currency: 'EUR',
      },
      ready,
      etag: keepable(answer.headers.etag),
    };
  }

  async #view(path: string, context: RequestContext): Promise<CallAnswer> {
    const span = context.span('POST carts');
    try {
      const headers = { ...outgoingHeaders(context), traceparent: span.traceparent };
      const answer = await this.#parts.calls({ method: 'POST', path, headers });
      span.end(answer.status);
      return answer;
    } catch (error) {
      span.end(outcomeOf(error));
      throw error instanceof UpstreamFailure ? failureProblem(error) : error;
    }
  }

  async clear({ cartId, cartEtag, origin }: Order): Promise<void> {
    const { status } = await this.#parts.ownAccount({
      method: 'DELETE',
      path: `/v1/carts/${cartId}`,
      headers: cartEtag === undefined ? {} : { 'if-match': cartEtag },
      origin,
    });
    // 412: something was put in since, and stays.
    if (status !== 204 && status !== 404 && status !== 412) {
      throw new UnexpectedAnswer('carts', 'the clearing of a cart', status);
    }
  }
}
