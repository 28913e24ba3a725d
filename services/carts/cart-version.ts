import type { IncomingHttpHeaders } from 'node:http';
import Type from 'typebox';
import { etagOf } from '../kit/http/etag.ts';
import { preconditionFailed, preconditionRequired } from '../kit/problems/problem.ts';

/** Changes with how a cart is represented, so that an ETag never stands for two texts. */
const representation = 1;

/** Versions a change may be based on; `any` where the client does not mind. */
export type ExpectedVersions = readonly string[] | 'any';

export const conditionSchema = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'The ETag of the cart that was read; 428 without it, 412 where it changed',
    }),
  ),
});

export function cartEtagOf({ version }: { readonly version: string }): string {
  return etagOf(representation, version);
}

/** What If-Match asks for. The comparison itself is the store's: only there nothing can come in between. */
export function expectedVersions({ 'if-match': header }: IncomingHttpHeaders): ExpectedVersions {
  if (header === undefined) {
    throw preconditionRequired("send If-Match with the cart's ETag, so that no change is lost");
  }
  if (header.trim() === '*') return 'any';
  return header
    .split(',')
    .map((part) => ownEtag.exec(part.trim())?.[1])
    .filter((version) => version !== undefined);
}

const ownEtag = new RegExp(`^"${representation}-(\\d{1,15})"$`);

export function changedMeanwhile(id: string) {
  return preconditionFailed(`cart ${id} changed since it was read; read it again and repeat what still fits`);
}
