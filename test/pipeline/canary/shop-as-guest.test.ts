import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ShoppingError, shopAsGuest } from '../../../pipeline/canary/shop-as-guest.ts';
import { type StartedShop, startShop } from './support/started-shop.ts';

let shop: StartedShop;
beforeEach(async () => {
  shop = await startShop();
});
afterEach(() => shop.close());

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const shopIt = (ask: typeof fetch = fetch) => shopAsGuest({ origin: shop.url, hex, fetch: ask });

/** What a guest could not do, and why. */
async function failure(shopping: Promise<unknown>): Promise<ShoppingError> {
  const error = await shopping.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ShoppingError) return error;
  throw new Error(`it did not fail as a step: ${error}`);
}

/** Answers the requests whose path this matches in place of the shop. */
function answering(path: RegExp, answer: () => Response): typeof fetch {
  return async (input, init) => {
    const { pathname } = new URL(String(input));
    return path.test(pathname) ? answer() : fetch(input, init);
  };
}

describe('the canary in a shop whose services all run', () => {
  it('walks from the root to a filled cart and empties it, as a guest, by links alone', async () => {
    const { steps } = await shopIt();
    expect(steps.map(({ step }) => step)).toEqual([
      'enter the shop',
      'see what sells best',
      'look around',
      'find a product by its name',
      'read about a product',
      'take a cart',
      'put something into the cart',
      'see what goes with it',
      'empty the cart',
    ]);
  });

  it('orders nothing and needs no account', async () => {
    const asked: string[] = [];
    await shopIt(async (input, init) => {
      asked.push(`${init?.method} ${new URL(String(input)).pathname} ${JSON.stringify(init?.headers)}`);
      return fetch(input, init);
    });
    expect(asked.length).toBe(9);
    expect(asked.filter((each) => /orders|users|sessions|payments|authorization/.test(each))).toEqual([]);
  });

  it('leaves one trace that every service samples, by the id it tells', async () => {
    const { traceId } = await shopIt();
    const lines = shop.gatewayLines.filter((line) => line.message === 'request');
    expect(lines).toHaveLength(9);
    expect(lines.filter((line) => line.traceId !== traceId || line.sampled !== true)).toEqual([]);
  });
});

describe('the canary in a shop without', () => {
  it('catalog says that a guest cannot look around, with the trace that shows why', async () => {
    await shop.lose('catalog');
    const { message, traceId } = await failure(shopIt());
    expect(message).toMatch(
      /^a guest cannot (see what sells best|look around): '[a-z-]+' was answered 50[23]/,
    );
    expect(message).toContain(`(trace ${traceId})`);
  });

  it('carts says that a guest cannot take a cart', async () => {
    await shop.lose('carts');
    const { step, message } = await failure(shopIt());
    expect(step).toBe('take a cart');
    expect(message).toMatch(
      /^a guest cannot take a cart: 'create-cart' was answered 50[23], .+ \(trace \w{32}\)$/,
    );
  });

  it('recommendations goes on, as customers do, and says that it was shown something else', async () => {
    await shop.lose('recommendations');
    const { degraded, steps } = await shopIt();
    expect(degraded).toBe(true);
    expect(steps.at(-1)?.step).toBe('empty the cart');
  });

  it('the gateway says that nobody answered, and why', async () => {
    const { message } = await failure(shopAsGuest({ origin: 'http://127.0.0.1:9', hex }));
    expect(message).toMatch(/^a guest cannot enter the shop: GET \/ was not answered: fetch failed \(.+\)/);
  });
});

describe('the canary is not content with', () => {
  it('a root that leads nowhere', async () => {
    const ask = answering(/^\/$/, () => Response.json({ _links: { self: { href: '/' } } }));
    expect((await failure(shopIt(ask))).message).toContain(
      "cannot see what sells best: there is no link 'best-sellers', known: self",
    );
  });

  it('an empty shop', async () => {
    const ask = answering(/products$/, () => Response.json({ products: [] }));
    expect((await failure(shopIt(ask))).message).toContain('look around: none of 0 products can be bought');
  });

  it('a page of an error that says it is well', async () => {
    const ask = answering(/products$/, () => new Response('<h1>Sorry</h1>'));
    expect((await failure(shopIt(ask))).message).toContain('look around: an answer lists no products');
  });

  it('an answer that takes too long', async () => {
    const late: typeof fetch = async () => {
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    };
    expect((await failure(shopIt(late))).message).toContain(
      'GET / was not answered: nothing came within 8000 ms',
    );
  });

  it('a redirection to elsewhere', async () => {
    const ask = answering(/^\/v1\/carts$/, () => new Response(undefined, { status: 302 }));
    expect((await failure(shopIt(ask))).message).toContain("take a cart: 'create-cart' was answered 302");
  });
});

it('tells nobody the address of the cart it took, which is all it takes to look into it', async () => {
  const ask = answering(/items/, () => Response.json({ title: 'Too many' }, { status: 429 }));
  const { message } = await failure(shopIt(ask));
  expect(message).toContain("put something into the cart: 'put-item' was answered 429, Too many");
  expect(message).not.toContain('/v1/carts');
});
