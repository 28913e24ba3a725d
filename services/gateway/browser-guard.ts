import type { Response } from 'express';
import type { RequestGuard } from '../kit/http/admission.ts';
import { forwardedMethods } from './forwarding/forwarded-methods.ts';

/** What a browser must know of an API: that nothing in it is a page. */
const securityHeaders: readonly (readonly [string, string])[] = [
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
  ['x-content-type-options', 'nosniff'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  // For browsers that do not know frame-ancestors.
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
  // No page takes an answer in as a picture or a script; those that call through CORS are not concerned.
  ['cross-origin-resource-policy', 'same-origin'],
];
/** Beside those that every page may read. */
const readableHeaders = [
  ...['allow', 'deprecation', 'etag', 'link', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after'],
  ...['sunset', 'www-authenticate', 'x-correlation-id'],
].join(', ');
const preflightSeconds = '600';

/** Lets pages of the allowed origins call, and answers their preflights. Credentials are tokens, never cookies. */
export function browserGuard(allowedOrigins: readonly string[]): RequestGuard {
  const anyOrigin = allowedOrigins.includes('*');
  return (request, response) => {
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    if (!anyOrigin) response.setHeader('vary', 'origin');
    const { origin } = request.headers;
    if (origin === undefined || !(anyOrigin || allowedOrigins.includes(origin))) return;
    response.setHeader('access-control-allow-origin', anyOrigin ? '*' : origin);
    response.setHeader('access-control-expose-headers', readableHeaders);
    const wanted = request.headers['access-control-request-method'];
    if (request.method === 'OPTIONS' && wanted !== undefined) {
      answerPreflight(response, request.headers['access-control-request-headers']);
    }
  };
}

function answerPreflight(response: Response, headers: string | undefined): void {
  response.setHeader('access-control-allow-methods', forwardedMethods.join(', '));
  if (headers !== undefined && /^[\w-]+(?:\s*,\s*[\w-]+)*$/.test(headers)) {
    response.setHeader('access-control-allow-headers', headers);
  }
  response.setHeader('access-control-max-age', preflightSeconds);
  response.writeHead(204).end();
}
