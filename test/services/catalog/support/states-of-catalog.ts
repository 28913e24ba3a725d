import type { ProviderState } from '../../../support/contracts/verify-contract.ts';
import { productOf } from './a-product.ts';
import type { StartedCatalog } from './started-catalog.ts';

interface Reserved {
  readonly id: string;
  readonly items: readonly object[];
}

/** What consumers' contracts take for given, made true. */
export function statesOf(
  catalog: StartedCatalog,
  tokenOf: (subject: string) => Promise<string>,
): Readonly<Record<string, ProviderState>> {
  const numberOf = (id: string) => Number(id.slice(-12));
  const haveProducts = async (ids: readonly string[], onHand: number) => {
    for (const id of ids) {
      if ((await catalog.stock.level(id)) === undefined)
        await catalog.products.create(productOf(numberOf(id)));
      await catalog.stock.count(id, onHand);
    }
  };
  const reservation = async (method: 'PUT' | 'DELETE', { id, items }: Reserved, rest = '') => {
    const answer = await fetch(`${catalog.url}/v1/reservations/${id}${rest}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf('service:orders')}`,
        ...(method === 'PUT' ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'PUT' ? { body: JSON.stringify({ items, holdMinutes: 15 }) } : {}),
    });
    if (!answer.ok)
      throw new Error(`${method} of reservation ${id} is ${answer.status}: ${await answer.text()}`);
  };
  return {
    'products are in stock': async ({ ids }) => {
      await haveProducts(ids as readonly string[], 1000);
      return undefined;
    },
    'products are out of stock': async ({ ids }) => {
      await haveProducts(ids as readonly string[], 0);
      return undefined;
    },
    'there is no such product': async ({ id }) => {
      if ((await catalog.stock.level(String(id))) !== undefined) throw new Error(`there is a product ${id}`);
      return undefined;
    },
    'a product sells': async ({ id }) => {
      await haveProducts([String(id)], 1000);
      const day = new Date(catalog.clock.now());
      await catalog.sales.add([{ productId: String(id), day, quantity: 1 }]);
      return undefined;
    },
    'a reservation is held': async (asked) => {
      await reservation('PUT', asked as unknown as Reserved);
      return undefined;
    },
    'a reservation is confirmed': async (asked) => {
      await reservation('PUT', asked as unknown as Reserved);
      await reservation('PUT', asked as unknown as Reserved, '/confirmation');
      return undefined;
    },
    'a reservation is released': async (asked) => {
      await reservation('PUT', asked as unknown as Reserved);
      await reservation('DELETE', asked as unknown as Reserved);
      return undefined;
    },
  };
}
