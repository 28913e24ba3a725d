import { json } from '../../kit/http/answer.ts';
import { ifMatchSchema } from '../../kit/http/etag.schema.ts';
import { ensureMatch, etagOf } from '../../kit/http/etag.ts';
import { operation } from '../../kit/http/operation.ts';
import { notFound, preconditionFailed } from '../../kit/problems/problem.ts';
import { forgetProduct } from '../forget-product.ts';
import { productPathSchema } from '../product.schema.ts';
import { refusedDetails } from '../refused-details.ts';
import type { UpdateProductParts } from '../update-product.ts';
import type { AvailabilityCopies } from './availability-copies.ts';
import { productDetailsSchema, productSchema } from './product.schema.ts';
import { productEtagOf, revisionIn } from './product-copy.ts';
import { representProduct } from './represent-product.ts';

export interface UpdateParts extends UpdateProductParts {
  readonly availability: AvailabilityCopies;
}

export function updateProduct({ products, copies, availability, clock }: UpdateParts) {
  return operation({
    method: 'PUT',
    path: '/v2/products/:id',
    summary: "Replaces a product's details; If-Match names the version that was read",
    access: { role: 'staff' },
    params: productPathSchema,
    headers: ifMatchSchema('version'),
    body: productDetailsSchema,
    answers: { 200: productSchema },
    handle: async ({ params: { id }, headers, body: { title, ...others } }) => {
      const details = { ...others, name: title };
      const current = await products.find(id);
      if (current === undefined) throw notFound(`there is no product ${id}; POST /v2/products makes one`);
      ensureMatch(withoutStock(headers), revisionEtag(current.revision));
      const updatedAt = new Date(clock.now());
      const result = await products.update({ id, details, revision: current.revision, updatedAt });
      switch (result.outcome) {
        case 'updated': {
          await forgetProduct(copies, id);
          const known = await availability.of(id);
          const etag = productEtagOf(result.product.revision, known);
          return json(200, representProduct(result.product, known), { etag });
        }
        case 'changed-meanwhile':
        case 'unknown-product':
          throw preconditionFailed(`product ${id} was changed at the same moment; read it again`);
        default:
          throw refusedDetails(result.outcome, details);
      }
    },
  });
}

function revisionEtag(revision: number | string): string {
  return etagOf('revision', revision);
}

/** An order that came in between changed the ETag and not the product: it must not stand in the way of staff. */
function withoutStock<Headers extends { readonly 'if-match'?: string }>(headers: Headers): Headers {
  const given = headers['if-match'];
  if (given === undefined) return headers;
  const revisions = given.split(',').map((part) => {
    const revision = revisionIn(part.trim());
    return revision === undefined ? part : revisionEtag(revision);
  });
  return { ...headers, 'if-match': revisions.join(',') };
}
