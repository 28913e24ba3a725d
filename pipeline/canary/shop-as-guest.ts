import { createLinkFollower, type LinkFollower, type Shown } from './link-follower.ts';

export interface ShopAsGuestParts {
  /** Where the shop is: `https://shoal.example`. */
  readonly origin: string;
  /** Makes the random part of the trace's ids. */
  readonly hex: (bytes: number) => string;
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
}

export interface Shopped {
  /** By which logs and X-Ray find what every service did. */
  readonly traceId: string;
  readonly steps: readonly { readonly step: string; readonly ms: number }[];
  /** Whether it was shown best sellers in place of what goes with its cart. */
  readonly degraded: boolean;
}

/** Names the step at which a guest could not go on. */
export class ShoppingError extends Error {
  readonly step: string;
  readonly traceId: string;
  constructor(step: string, traceId: string, cause: unknown) {
    super(
      `a guest cannot ${step}: ${cause instanceof Error ? cause.message : String(cause)} (trace ${traceId})`,
      {
        cause,
      },
    );
    this.name = 'ShoppingError';
    this.step = step;
    this.traceId = traceId;
  }
}

/** Longer than any of the shop's own limits, so that it is told what went wrong. */
const timeoutMs = 8000;

/**
 * What most customers do, by links alone: look around, search, fill a cart, see what goes with it, and leave. It orders
 * nothing, since an order is a payment; the cart is emptied again.
 */
export async function shopAsGuest(parts: ShopAsGuestParts): Promise<Shopped> {
  const { origin, hex, now = Date.now } = parts;
  const traceId = hex(16);
  const shop = createLinkFollower({
    origin,
    timeoutMs,
    headers: { 'user-agent': 'shoal-canary/1', traceparent: `00-${traceId}-${hex(8)}-01` },
    ...(parts.fetch === undefined ? {} : { fetch: parts.fetch }),
  });
  const steps: { step: string; ms: number }[] = [];
  async function can<Result>(step: string, take: () => Promise<Result>): Promise<Result> {
    const began = now();
    try {
      const result = await take();
      steps.push({ step, ms: now() - began });
      return result;
    } catch (error) {
      throw new ShoppingError(step, traceId, error);
    }
  }

  const root = await can('enter the shop', () => shop.begin());
  await can('see what sells best', () => shop.follow(root, 'best-sellers'));
  const product = await can('look around', async () =>
    inStock(await shop.follow(root, 'products', limit(50))),
  );
  await can('find a product by its name', () => search(shop, root, product));
  await can('read about a product', () => shop.follow(root, 'product', { values: { id: product.id } }));
  const empty = await can('take a cart', () => shop.follow(root, 'create-cart'));
  const cart = await can('put something into the cart', () => putInto(shop, empty, product.id));
  const proposed = await can('see what goes with it', () => shop.follow(cart, 'recommendations'));
  await can('empty the cart', () => shop.follow(cart, 'clear', ifUnchanged(cart)));
  return { traceId, steps, degraded: proposed.body.degraded === true };
}

/** A word that is cut off there still begins the word it is of, which is how the shop searches. */
const longestQuery = 100;

interface Product {
  readonly id: string;
  readonly title: string;
}

const limit = (most: number) => ({ values: { limit: most } });

function productsOf({ body }: Shown): readonly Record<string, unknown>[] {
  if (Array.isArray(body.products)) return body.products;
  throw new Error(`an answer lists no products, it has: ${Object.keys(body).join(', ')}`);
}

function inStock(shown: Shown): Product {
  const products = productsOf(shown);
  for (const { id, title, availability } of products) {
    const available = (availability as { readonly available?: unknown } | undefined)?.available;
    // Whether it is there may be unknown for a while, which keeps nobody from a cart.
    if (typeof id === 'string' && typeof title === 'string' && available !== 0) return { id, title };
  }
  throw new Error(`none of ${products.length} products can be bought`);
}

async function search(shop: LinkFollower, root: Shown, { id, title }: Product): Promise<void> {
  const found = productsOf(
    await shop.follow(root, 'products', { values: { q: title.slice(0, longestQuery), limit: 50 } }),
  );
  if (!found.some((each) => each.id === id)) {
    throw new Error(`a product is not among the ${found.length} that its own title finds`);
  }
}

async function putInto(shop: LinkFollower, cart: Shown, productId: string): Promise<Shown> {
  const filled = await shop.follow(cart, 'put-item', {
    values: { productId },
    body: { quantity: 1 },
    ...ifUnchanged(cart),
  });
  if (filled.body.itemCount === 1) return filled;
  throw new Error(`the cart says that it holds ${filled.body.itemCount}, and 1 was put into it`);
}

function ifUnchanged({ etag }: Shown): { readonly ifMatch?: string } {
  return etag === undefined ? {} : { ifMatch: etag };
}
