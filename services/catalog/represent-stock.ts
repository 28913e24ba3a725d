import { link, links } from '../kit/http/links.ts';
import { reserveLink } from './reserve-link.ts';
import type { StockLevel } from './stock-store.ts';

export function representStock(productId: string, { onHand, reserved }: StockLevel) {
  const product = `/v1/products/${productId}`;
  return {
    productId,
    available: onHand - reserved,
    _links: links({
      self: `${product}/stock`,
      product,
      count: link(`${product}/stock`, 'PUT'),
      reserve: reserveLink,
    }),
  };
}
