import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../../../pipeline/build/scan/finding.ts';
import { judgeScan } from '../../../../pipeline/build/scan/scan-gate.ts';

const openssl: Finding = {
  id: 'CVE-2026-1',
  severity: 'high',
  packages: ['openssl 3.0.15'],
  fix: 'openssl 3.0.16',
  url: 'https://example.org/CVE-2026-1',
};
const glibc: Finding = { id: 'CVE-2026-2', severity: 'critical', packages: ['glibc 2.41'] };
const zlib: Finding = { id: 'CVE-2026-3', severity: 'medium', packages: ['zlib 1.3'] };
const judge = (findings: readonly Finding[], ignored: Parameters<typeof judgeScan>[0]['ignored'] = []) =>
  judgeScan({ image: 'shoal/catalog:1f2e', findings, refuseFrom: 'high', ignored });

describe('the scan gate', () => {
  it('refuses what is as bad as the account bears, or worse, the worst first', () => {
    const { refusals } = judge([openssl, zlib, glibc]);
    expect(refusals.map((refusal) => /CVE-\d+-\d/.exec(refusal)?.[0])).toEqual(['CVE-2026-2', 'CVE-2026-1']);
  });

  it('names the finding, the package and what mends it', () => {
    expect(judge([openssl]).refusals).toEqual([
      'shoal/catalog:1f2e: CVE-2026-1 (high) in openssl 3.0.15; mended in openssl 3.0.16: for a package of npm update it (npm update, then npm test), for one of the base image build on newer layers (npm run synth -- --base this-week). https://example.org/CVE-2026-1',
    ]);
  });

  it('says what to do where nobody has mended it', () => {
    expect(judge([glibc]).refusals[0]).toContain(
      'ignore it until a day, with a reason, in platform/ignored-findings.ts',
    );
  });

  it('lets through what somebody answers for, and says who thought what', () => {
    const excuse = { id: 'CVE-2026-1', reason: 'no service speaks DTLS', until: '2026-12-31' };
    const { refusals, remarks } = judge([openssl], [excuse]);
    expect(refusals).toEqual([]);
    expect(remarks).toContain('CVE-2026-1 (high) is ignored until 2026-12-31: no service speaks DTLS');
  });

  it('excuses nothing else', () => {
    const excuse = { id: 'CVE-2026-9', reason: 'another', until: '2026-12-31' };
    expect(judge([openssl], [excuse]).refusals).toHaveLength(1);
  });

  it('counts what it found, also where nothing is refused', () => {
    expect(judge([zlib]).remarks).toEqual(['shoal/catalog:1f2e: 1 medium; high and worse are refused']);
    expect(judge([]).remarks[0]).toContain('nothing known against it');
  });

  it('lets through what nobody has rated yet', () => {
    expect(judge([{ ...zlib, severity: 'undefined' }]).refusals).toEqual([]);
  });
});
