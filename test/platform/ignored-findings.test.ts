import { describe, expect, it } from '@jest/globals';
import { validateIgnoredFindings } from '../../platform/ignored-findings.ts';
import { problemsThrownBy } from './problems-thrown-by.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const entry = { id: 'CVE-2026-12345', reason: 'no service reads images', until: '2027-01-31' };
const about = (...entries: readonly unknown[]) =>
  problemsThrownBy(() => validateIgnoredFindings(entries as (typeof entry)[], now));

describe('a finding that is ignored', () => {
  it('is so for a reason, until a day', () => {
    expect(about(entry)).toEqual([]);
    expect(about({ ...entry, reason: '' })).toEqual([expect.stringContaining('reason')]);
    expect(about({ id: entry.id, reason: entry.reason })).toEqual([expect.stringContaining('until')]);
  });

  it('is so on its last day, and no longer', () => {
    expect(about({ ...entry, until: '2026-11-21' })).toEqual([]);
    expect(about({ ...entry, until: '2026-11-20' })).toEqual([
      "ignored finding 'CVE-2026-12345': until '2026-11-20' has passed, allowed: 2026-11-21 to 2027-05-24; look at the finding again: take the fix and remove the entry, or give it a new day and its reason",
    ]);
  });

  it('is looked at again within half a year', () => {
    expect(about({ ...entry, until: '2027-05-24' })).toEqual([]);
    expect(about({ ...entry, until: '2027-05-25' })).toEqual([expect.stringContaining('half a year')]);
  });

  it.each(['31.01.2027', '2027-02-30x', '2027-13-01'])(
    'ends on a day of the calendar, which %s is not',
    (until) => {
      expect(about({ ...entry, until })).toHaveLength(1);
    },
  );

  it.each(['', 'openssl', 'CVE 2026'])('has the name that the scan gives it, which %j is not', (id) => {
    expect(about({ ...entry, id })).toHaveLength(1);
  });

  it('is ignored once', () => {
    expect(about(entry, entry)).toEqual([expect.stringContaining('is ignored twice')]);
  });

  it('has no fields that nobody reads', () => {
    expect(about({ ...entry, untill: '2027-01-31' })).toEqual([
      expect.stringContaining("untill '2027-01-31' is a field that nothing reads"),
    ]);
  });
});
