import type { IncomingHttpHeaders } from 'node:http';
import { preconditionFailed, preconditionRequired } from '../problems/problem.ts';

/** A strong validator from what changes with the thing: its version. Nothing is hashed. */
export function etagOf(...versions: readonly (string | number)[]): string {
  return `"${versions.map((version) => encodeURIComponent(version)).join('-')}"`;
}

/** Whether the client has this version already (If-None-Match, which compares weakly). */
export function isFresh(headers: IncomingHttpHeaders, etag: string): boolean {
  const held = headers['if-none-match'];
  return held !== undefined && (held === etag || lists(held, etag, 'weakly'));
}

/** Lets a change through only when the client has seen what it changes (If-Match, which compares strongly). */
export function ensureMatch(headers: IncomingHttpHeaders, etag: string): void {
  const expected = headers['if-match'];
  if (expected === undefined) {
    throw preconditionRequired('send If-Match with the ETag that was read, so that no change is lost');
  }
  if (!lists(expected, etag, 'strongly')) {
    throw preconditionFailed(`If-Match says ${expected.slice(0, 100)}, it is ${etag} now; read it again`);
  }
}

function lists(header: string, etag: string, comparison: 'weakly' | 'strongly'): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((part) => {
    const candidate = part.trim();
    return candidate === etag || (comparison === 'weakly' && candidate === `W/${etag}`);
  });
}
