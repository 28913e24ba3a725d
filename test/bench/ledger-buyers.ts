import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillCart } from './fill-cart.ts';
import { type JsonAnswer, type JsonClient, jsonClient } from './json-client.ts';
import { many } from './many.ts';

export interface Buying {
  readonly shop: string;
  readonly token: string;
  /** Products bought together, each in one pair only. */
  readonly pairs: readonly (readonly [string, string])[];
  readonly orders: number;
  readonly buyersAtOnce: number;
  /** Milliseconds since 1970: nobody asks after that. */
  readonly until: number;
  readonly onDone: (done: number) => void;
}

export interface Bought {
  /** The id of every order that was accepted, one for each key. */
  readonly accepted: readonly string[];
  /** Orders that were refused for good, by status. */
  readonly refused: ReadonlyMap<number, number>;
  /** Keys that nobody got an answer for in time. */
  readonly unanswered: number;
  /** Answers on the way to those, by status; 0 where there was none. */
  readonly troubles: ReadonlyMap<number, number>;
}

/** Buyers as good clients are: they repeat what failed, with the same key, until they know what came of it. */
export async function buy(buying: Buying): Promise<Bought> {
  const { shop, token, pairs, orders, buyersAtOnce, until, onDone } = buying;
  const client = jsonClient(shop, buyersAtOnce, 8000);
  const accepted: string[] = [];
  const [refused, troubles]: [Map<number, number>, Map<number, number>] = [new Map(), new Map()];
  const count = (counts: Map<number, number>, status: number) =>
    counts.set(status, (counts.get(status) ?? 0) + 1);
  let [unanswered, done] = [0, 0];
  try {
    await many(orders, buyersAtOnce, async (n) => {
      const pair = pairs[n % pairs.length] ?? ['', ''];
      const trouble = (status: number) => count(troubles, status);
      const cartId = await cartOf(client, pair, { until, trouble });
      const answer =
        cartId === undefined ? undefined : await order(client, { token, cartId, until, trouble, n });
      if (answer === undefined) unanswered++;
      else if (answer.status <= 202) accepted.push(String(answer.members?.id));
      else count(refused, answer.status);
      onDone(++done);
    });
  } finally {
    await client.close();
  }
  return { accepted, refused, unanswered, troubles };
}

interface Patience {
  readonly until: number;
  readonly trouble: (status: number) => void;
}

async function cartOf(
  client: JsonClient,
  pair: readonly string[],
  { until, trouble }: Patience,
): Promise<string | undefined> {
  while (Date.now() < until) {
    try {
      return await fillCart(client, pair);
    } catch {
      trouble(0);
      await sleep(200 + Math.random() * 300);
    }
  }
  return undefined;
}

async function order(
  client: JsonClient,
  asked: Patience & { readonly token: string; readonly cartId: string; readonly n: number },
): Promise<JsonAnswer | undefined> {
  const { token, cartId, until, trouble, n } = asked;
  const key = randomUUID();
  // One payment in twenty is declined, and as many time out at the provider.
  const means = n % 20 === 7 ? 'tok_declined' : n % 20 === 13 ? 'tok_timeout' : 'tok_bench';
  while (Date.now() < until) {
    const answer = await client
      .send('POST', '/v1/orders', {
        token,
        headers: { 'idempotency-key': key },
        body: { cartId, paymentMethod: { token: means } },
      })
      .catch(() => undefined);
    if (answer !== undefined && isFinal(answer)) return answer;
    trouble(answer?.status ?? 0);
    await sleep(200 + Math.random() * 300);
  }
  return undefined;
}

function isFinal({ status, members }: JsonAnswer): boolean {
  if (status === 409) return members?.type !== 'urn:shoal:problem:in-progress';
  return status < 500 && status !== 429;
}
