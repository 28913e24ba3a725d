import Type from 'typebox';
import { notModified } from '../../kit/http/answer.ts';
import { etagOf, isFresh } from '../../kit/http/etag.ts';
import { operation } from '../../kit/http/operation.ts';
import type { ApiBook } from './api-book.ts';
import { docsPage } from './page/docs-page.ts';
import { pagePolicy } from './page/page-policy.ts';
import { documentCaching } from './show-api.ts';

/** The description of all services as one, for people. */
export function showDocs(book: () => ApiBook, release: string) {
  let shown: { readonly version: string; readonly page: Buffer } | undefined;
  return operation({
    method: 'GET',
    path: '/docs',
    summary: 'This description as a page, on which each operation can be tried',
    access: 'anyone',
    headers: Type.Object({ 'if-none-match': Type.Optional(Type.String()) }),
    answers: { 200: Type.String() },
    answersAs: 'text/html',
    handle: async ({ headers, context }) => {
      const { document, version } = await book().read(context);
      const etag = etagOf(release, version);
      if (isFresh(headers, etag)) return notModified(etag);
      if (shown?.version !== version) shown = { version, page: Buffer.from(docsPage(document)) };
      return {
        status: 200,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': pagePolicy,
          'cache-control': documentCaching,
          etag,
        },
        body: shown.page,
      };
    },
  });
}
