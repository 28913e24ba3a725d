import { describe, expect, it } from '@jest/globals';
import * as passed from '../../../../services/gateway/forwarding/passed-headers.ts';

type Parts<Function extends (...parts: never) => unknown> = Parameters<Function>;
const byName = (list: readonly unknown[]) =>
  Object.fromEntries(list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1]]] : [])));
const requestHeaders = (...parts: Parts<typeof passed.requestHeaders>) =>
  byName(passed.requestHeaders(...parts));
const answerHeaders = (...parts: Parts<typeof passed.answerHeaders>) =>
  byName(passed.answerHeaders(...parts));

describe('headers', () => {
  it('of one hop stay behind, those that Connection names too', () => {
    const came = {
      connection: 'close, X-Secret',
      'keep-alive': 'timeout=5',
      'transfer-encoding': 'chunked',
      te: 'trailers',
      upgrade: 'websocket',
      'x-secret': '1',
      accept: '*/*',
    };
    expect(requestHeaders(came, {})).toEqual({ accept: '*/*' });
    expect(answerHeaders(came)).toEqual({ accept: '*/*', 'cache-control': 'no-store' });
  });

  it('that frame the message cannot be declared away', () => {
    expect(requestHeaders({ connection: 'content-length', 'content-length': '5' }, {})).toEqual({
      'content-length': '5',
    });
  });

  it('that only a balancer may write are not taken from a client', () => {
    const forged = {
      'x-forwarded-for': '1.1.1.1',
      'x-forwarded-host': 'evil',
      forwarded: 'for=1',
      'x-real-ip': '1',
      host: 'evil',
    };
    expect(requestHeaders(forged, { 'x-forwarded-for': '203.0.113.9' })).toEqual({
      'x-forwarded-for': '203.0.113.9',
    });
  });

  it('of ours take the place of those that came', () => {
    const came = { traceparent: 'theirs', authorization: 'Bearer t', 'x-deadline-ms': '99' };
    expect(requestHeaders(came, { traceparent: 'ours' })).toEqual({
      traceparent: 'ours',
      authorization: 'Bearer t',
      'x-deadline-ms': '99',
    });
  });

  it('stand once each, but for those that came several times', () => {
    const came = { traceparent: 'theirs', constructor: 'x', 'set-cookie': ['a', 'b'] };
    expect(passed.requestHeaders(came as never, { traceparent: 'ours' })).toEqual([
      ...['constructor', 'x', 'set-cookie', 'a', 'set-cookie', 'b', 'traceparent', 'ours'],
    ]);
    expect(passed.answerHeaders({ 'cache-control': 'max-age=9' })).toEqual(['cache-control', 'max-age=9']);
  });

  it('that tell of the inside stay inside', () => {
    expect(
      answerHeaders({ server: 'x/1', 'x-powered-by': 'y', etag: '"1"', 'set-cookie': ['a', 'b'] }),
    ).toEqual({
      etag: '"1"',
      'set-cookie': ['a', 'b'],
      'cache-control': 'no-cache',
    });
  });
});
