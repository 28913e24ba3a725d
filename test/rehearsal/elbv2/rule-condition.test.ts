import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { RequestFacts, targetOf } from '../../../rehearsal/elbv2/request-facts.ts';
import { compileConditions, type RuleCondition } from '../../../rehearsal/elbv2/rule-condition.ts';

const request = {
  method: 'GET',
  url: '/products/7?colour=Red&size',
  headers: { host: 'Catalog.internal:8080' },
  rawHeaders: ['Host', 'Catalog.internal:8080', 'X-Team', 'Blue Whale', 'x-team', 'second'],
  socket: { remoteAddress: '127.0.0.9' },
} as unknown as IncomingMessage;

function holds(...conditions: RuleCondition[]): boolean {
  const target = targetOf(request);
  if (!target) throw new Error('the request has no target');
  return compileConditions(conditions)(new RequestFacts(request, target));
}

describe('a condition', () => {
  it.each<[string, boolean, RuleCondition]>([
    [
      'the host without its port and in any case',
      true,
      { Field: 'host-header', Values: ['catalog.internal'] },
    ],
    [
      'a wildcard host',
      true,
      { Field: 'host-header', HostHeaderConfig: { Values: ['other', '*.internal'] } },
    ],
    ['another host', false, { Field: 'host-header', Values: ['orders.internal'] }],
    ['the path without its query', true, { Field: 'path-pattern', Values: ['/products/?'] }],
    ['the path in its own case only', false, { Field: 'path-pattern', Values: ['/Products/*'] }],
    ['the method', true, { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } }],
    [
      'another method',
      false,
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['HEAD'] } },
    ],
    [
      'a header',
      true,
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-Team', Values: ['blue*'] } },
    ],
    [
      'a repeated header',
      true,
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Team', Values: ['second'] } },
    ],
    [
      'a header that is absent',
      false,
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-No', Values: ['*'] } },
    ],
    [
      'a query pair in any case',
      true,
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'COLOUR', Value: 'red' }] } },
    ],
    [
      'a query value alone',
      true,
      { Field: 'query-string', QueryStringConfig: { Values: [{ Value: 'r*' }] } },
    ],
    [
      'a query pair that is absent',
      false,
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'colour', Value: 'blue' }] } },
    ],
    [
      'the source address',
      true,
      { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8', '127.0.0.0/8'] } },
    ],
    ['another source address', false, { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.1/32'] } }],
  ])('of %s is %s', (_, expected, condition) => {
    expect(holds(condition)).toBe(expected);
  });

  it('must hold together with all others of its rule', () => {
    expect(
      holds(
        { Field: 'host-header', Values: ['catalog.internal'] },
        { Field: 'path-pattern', Values: ['/orders/*'] },
      ),
    ).toBe(false);
  });

  it.each<[RuleCondition, string]>([
    [{ Field: 'path-pattern', Values: [] }, 'at least one value'],
    [{ Field: 'colour', Values: ['blue'] }, "'colour' must be one of"],
    [
      { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/99'] } },
      "'10.0.0.0/99' is not a valid CIDR block",
    ],
    [{ Field: 'http-header', HttpHeaderConfig: { Values: ['x'] } }, "'HttpHeaderName'"],
  ])('%j is refused', (condition, sentence) => {
    expect(() => compileConditions([condition])).toThrow(sentence);
  });
});

describe('a request target', () => {
  it.each([
    ['/a?b=c?d', { path: '/a', query: 'b=c?d', authority: 'here' }],
    ['http://there:81/a?b', { path: '/a', query: 'b', authority: 'there:81' }],
    ['http://there', { path: '/', query: '', authority: 'there' }],
    ['http://there?b', { path: '/', query: 'b', authority: 'there' }],
    ['*', undefined],
    ['there:443', undefined],
  ])('%s reads as %j', (url, expected) => {
    expect(targetOf({ url, headers: { host: 'here' } } as unknown as IncomingMessage)).toEqual(expected);
  });
});
