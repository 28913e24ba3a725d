import type { CacheAside } from '../kit/cache/cache-aside.ts';
import { productKeyOf } from './product-copy.ts';
import { detailsKeyOf } from './v2/product-copy.ts';

/** Both representations: a write by either path changes what both answer. */
export async function forgetProduct(copies: CacheAside, id: string): Promise<void> {
  await copies.forget(productKeyOf(id), detailsKeyOf(id));
}
