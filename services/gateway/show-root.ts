import Type from 'typebox';
import { jsonBytes, notModified } from '../kit/http/answer.ts';
import { etagOf, isFresh } from '../kit/http/etag.ts';
import { links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import type { Route } from './routes.ts';

/** Where a client begins: it knows this address and follows links from here. */
export function showRoot(routes: readonly Route[], version: string) {
  const targets = Object.fromEntries(routes.map(({ relation, prefix }) => [relation, prefix]));
  const body = Buffer.from(JSON.stringify({ name: 'Shoal', _links: links({ self: '/', ...targets }) }));
  const etag = etagOf('root', version);
  return operation({
    method: 'GET',
    path: '/',
    summary: 'The API root: links to all there is',
    access: 'anyone',
    headers: Type.Object({ 'if-none-match': Type.Optional(Type.String()) }),
    answers: { 200: Type.Object({ name: Type.String(), _links: linksSchema }) },
    handle: ({ headers }) =>
      isFresh(headers, etag)
        ? notModified(etag)
        : jsonBytes(200, body, { etag, 'cache-control': 'public, max-age=60' }),
  });
}
