import { describe, expect, it } from '@jest/globals';
import { readDeadline } from '../../../../services/kit/http/deadline.ts';

describe('a deadline', () => {
  it('is what the caller still waits', () => {
    expect(readDeadline('250', 1000, 10_000)).toBe(1250);
  });

  it('is never longer than a service works for anybody', () => {
    expect(readDeadline('99999', 1000, 10_000)).toBe(11_000);
  });

  it.each([undefined, '', '-1', '1e3', '99999999', 'soon'])(
    'is the longest where the header is %s',
    (header) => {
      expect(readDeadline(header, 1000, 10_000)).toBe(11_000);
    },
  );
});
