import { randomBytes } from 'node:crypto';
import {
  callerSecretVariableOf,
  callSecretVariableOf,
  environmentNames as name,
} from '../../platform/environment-names.ts';
import { type PlayedEvents, playEvents } from '../rehearsal/events/played-events.ts';
import { type BareShop, makeSchema, openBareShop, urlsOf } from './bare-shop.ts';
import type { BenchProcess } from './bench-process.ts';
import { fillCart } from './fill-cart.ts';
import { jsonClient } from './json-client.ts';
import { many } from './many.ts';
import { openPool } from './open-pool.ts';

/** What it takes to order, each service one process, with no gateway and no balancer before them. */
export interface BareCheckout {
  readonly shop: BareShop;
  readonly events: PlayedEvents;
  readonly urls: Readonly<Record<string, string>>;
  readonly orders: BenchProcess;
  readonly carts: BenchProcess;
  /** What a service needs to play with SNS and SQS. */
  readonly messaging: Readonly<Record<string, string>>;
  /** Where confirmed orders arrive. */
  readonly queueUrl: string;
  /** By id; there is plenty of each. */
  readonly products: readonly string[];
  /** Fills so many carts, with two products each; gives their ids, in order. */
  fillCarts(count: number, pairOf?: (n: number) => readonly [string, string]): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const plenty = 1_000_000;

export async function openBareCheckout(ports: number): Promise<BareCheckout> {
  const shop = await openBareShop();
  const events = await playEvents();
  const stop = async (): Promise<void> => {
    await shop.stop();
    await events.close();
  };
  try {
    for (const service of ['catalog', 'payments', 'orders']) {
      await makeSchema(shop, service);
      await shop.task(service, 'migrate');
    }
    await shop.task('catalog', 'seed');
    const place = await events.createQueueBehindTopic({ name: 'bench-orders', type: 'order-confirmed' });
    const messaging = {
      AWS_ENDPOINT_URL: events.client.endpoint,
      AWS_REGION: events.client.region,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    };
    const secret = randomBytes(24).toString('hex');
    const called = { [callerSecretVariableOf('orders')]: secret };
    const catalog = await shop.start({ service: 'catalog', port: ports + 1, env: called });
    const carts = await shop.start({
      service: 'carts',
      port: ports + 3,
      env: { ...called, ...urlsOf({ catalog }) },
    });
    const payments = await shop.start({ service: 'payments', port: ports + 5, env: called });
    const calls = Object.fromEntries(
      ['catalog', 'carts', 'payments'].map((callee) => [callSecretVariableOf(callee), secret]),
    );
    const urls = urlsOf({ catalog, carts, payments });
    const orders = await shop.start({
      service: 'orders',
      port: ports + 4,
      env: { ...urls, ...calls, ...messaging, [name.eventsTopicArn]: place.topicArn },
    });
    const products = await stockedProducts(shop);
    const productAt = (n: number): string => products[n % products.length] ?? '';
    const fillCarts: BareCheckout['fillCarts'] = async (
      count,
      pairOf = (n) => [productAt(n * 7), productAt(n * 7 + 1)],
    ) => {
      const client = jsonClient(carts.url, 50);
      const filled: string[] = [];
      try {
        await many(count, 50, async (n) => {
          filled[n] = await fillCart(client, pairOf(n));
        });
      } finally {
        await client.close();
      }
      return filled;
    };
    return {
      shop,
      events,
      urls,
      orders,
      carts,
      messaging,
      queueUrl: place.queueUrl,
      products,
      fillCarts,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** So much of everything that nothing sells out. */
async function stockedProducts(shop: BareShop): Promise<readonly string[]> {
  const pool = openPool(shop, 'catalog');
  try {
    await pool.run('UPDATE stock SET on_hand = ?', [plenty]);
    return (
      await pool.rows<{ id: string }>("SELECT id FROM products WHERE price_currency = 'EUR' ORDER BY id")
    ).map(({ id }) => id);
  } finally {
    await pool.close();
  }
}
