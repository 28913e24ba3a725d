import Type from 'typebox';
import { type Answer, jsonBytes, notModified } from '../../kit/http/answer.ts';
import { etagOf, isFresh } from '../../kit/http/etag.ts';
import { type Link, link, links, templated } from '../../kit/http/links.ts';
import { operation } from '../../kit/http/operation.ts';
import { linksSchema } from '../../kit/openapi/links.schema.ts';
import type { Route } from '../routes.ts';
import { type StartingPoint, startingPoints } from './starting-points.ts';

const actionSchema = Type.Object({
  relation: Type.String({ description: 'The same word as under `_links`' }),
  title: Type.String(),
  href: Type.String(),
  method: Type.String(),
  templated: Type.Optional(Type.Boolean()),
  describedBy: Type.String({ description: 'What to send and what comes back' }),
});

const rootSchema = Type.Object({
  name: Type.String(),
  signedIn: Type.Boolean(),
  _links: linksSchema,
  _embedded: Type.Object({
    next: Type.Array(actionSchema, { description: 'What whoever asks can do next, most likely first' }),
  }),
});

/** Where a client begins: it knows this address and follows links from here. Whoever is signed in gets other ones. */
export function showRoot(routes: readonly Route[], version: string) {
  const forGuests = rootFor('guests', routes, version);
  const forUsers = rootFor('users', routes, version);
  return operation({
    method: 'GET',
    path: '/',
    summary: 'The API root: where to begin, and what to do next',
    access: 'anyone',
    headers: Type.Object({ 'if-none-match': Type.Optional(Type.String()) }),
    answers: { 200: rootSchema },
    handle: ({ headers, context }) => (context.caller === undefined ? forGuests : forUsers)(headers),
  });
}

/** Written once: nothing in it changes while the process runs. */
function rootFor(who: 'guests' | 'users', routes: readonly Route[], version: string) {
  const points = startingPoints(routes, who);
  const document = {
    name: 'Shoal',
    signedIn: who === 'users',
    _links: links({
      self: '/',
      ...Object.fromEntries(points.map((point) => [point.relation, linkOf(point)])),
    }),
    _embedded: { next: points.filter(({ next }) => next).map(actionOf) },
  };
  const body = Buffer.from(JSON.stringify(document));
  const etag = etagOf(who, version);
  const kept = {
    etag,
    vary: 'authorization',
    'cache-control': who === 'guests' ? 'public, max-age=60' : 'private, max-age=60',
  };
  return (headers: Parameters<typeof isFresh>[0]): Answer =>
    isFresh(headers, etag) ? notModified(etag) : jsonBytes(200, body, kept);
}

function linkOf({ href, method }: StartingPoint): Link {
  const followed = method === 'GET' ? undefined : method;
  return href.includes('{') ? templated(href, followed) : link(href, followed);
}

function actionOf({ relation, title, href, method }: StartingPoint) {
  const path = href.replace(/\{\?.*\}$/, '');
  return {
    relation,
    title,
    href,
    method,
    ...(href.includes('{') ? { templated: true } : {}),
    // A JSON Pointer in a fragment (RFC 6901).
    describedBy: `/openapi.json#/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`,
  };
}
