import { describe, expect, it } from '@jest/globals';
import { ensureMatch, etagOf, isFresh } from '../../../../services/kit/http/etag.ts';

describe('an ETag', () => {
  it('is made of versions and never breaks its quotes', () => {
    expect(etagOf(7)).toBe('"7"');
    expect(etagOf('a"b', 3)).toBe('"a%22b-3"');
  });

  it.each(['"7"', 'W/"7"', '"1", "7"', '*'])('is what the client has: If-None-Match: %s', (held) => {
    expect(isFresh({ 'if-none-match': held }, '"7"')).toBe(true);
  });

  it.each([undefined, '"8"', '"77"', '7'])('is not what the client has: If-None-Match: %s', (held) => {
    expect(isFresh({ 'if-none-match': held }, '"7"')).toBe(false);
  });

  it.each(['"7"', '"1", "7"', '*'])('allows a change: If-Match: %s', (expected) => {
    expect(() => ensureMatch({ 'if-match': expected }, '"7"')).not.toThrow();
  });

  it.each(['"8"', 'W/"7"'])('forbids a change with 412: If-Match: %s', (expected) => {
    expect(() => ensureMatch({ 'if-match': expected }, '"7"')).toThrow(
      expect.objectContaining({ status: 412 }),
    );
  });

  it('forbids a change by somebody who has read nothing with 428', () => {
    expect(() => ensureMatch({}, '"7"')).toThrow(expect.objectContaining({ status: 428 }));
  });
});
