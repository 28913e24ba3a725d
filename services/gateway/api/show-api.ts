import Type from 'typebox';
import { jsonBytes, notModified } from '../../kit/http/answer.ts';
import { etagOf, isFresh } from '../../kit/http/etag.ts';
import { operation } from '../../kit/http/operation.ts';
import type { ApiBook } from './api-book.ts';

/** Revalidated at each use: a service may have come back a second ago. */
export const documentCaching = 'public, no-cache';

/** The description of all services as one, for programs. */
export function showApi(book: () => ApiBook) {
  return operation({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description: what all services say of themselves, as one',
    access: 'anyone',
    headers: Type.Object({ 'if-none-match': Type.Optional(Type.String()) }),
    answers: { 200: Type.Object({ openapi: Type.String({ examples: ['3.1.0'] }) }) },
    handle: async ({ headers, context }) => {
      const { bytes, version } = await book().read(context);
      const etag = etagOf(version);
      if (isFresh(headers, etag)) return notModified(etag);
      return jsonBytes(200, bytes, { etag, 'cache-control': documentCaching });
    },
  });
}
