import { link, links } from '../kit/http/links.ts';
import { reserveLink } from './reserve-link.ts';
import type { StockLevel } from './stock-store.ts';

export function representStock(product: string, productId: string, { onHand, reserved }: StockLevel) {
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
