import { ImageNotFoundException, ScanNotFoundException } from '@aws-sdk/client-ecr';
import { describe, expect, it } from '@jest/globals';
import { findingsOfEcr } from '../../../../pipeline/build/scan/findings-of-ecr.ts';

/** Gives the answers in turn, the last again and again. */
function asked(...answers: readonly (object | Error)[]) {
  const said: string[] = [];
  let at = 0;
  let pauses = 0;
  const findings = findingsOfEcr({
    ecr: {
      send: async () => {
        const answer = answers[Math.min(at++, answers.length - 1)];
        if (answer instanceof Error) throw answer;
        return answer;
      },
    } as never,
    repository: 'shoal/catalog',
    tag: '1f2e',
    say: (sentence) => said.push(sentence),
    pause: async () => void pauses++,
  });
  return { findings, said, pauses: () => pauses };
}

const enhanced = (more: object) => ({ status: 'ACTIVE', severity: 'HIGH', ...more });
const scanned = (findings: object, more: object = {}) => ({
  imageScanStatus: { status: 'ACTIVE' },
  imageScanFindings: findings,
  ...more,
});

describe('what ECR found', () => {
  it('is read out of what Inspector says', async () => {
    const packageVulnerabilityDetails = {
      vulnerabilityId: 'CVE-2026-1',
      sourceUrl: 'https://example.org/1',
      vulnerablePackages: [
        { name: 'openssl', version: '3.0.15', fixedInVersion: '3.0.16' },
        { name: 'libssl3', version: '3.0.15', fixedInVersion: 'NotAvailable' },
      ],
    };
    const { findings } = asked(scanned({ enhancedFindings: [enhanced({ packageVulnerabilityDetails })] }));
    expect(await findings).toEqual([
      {
        id: 'CVE-2026-1',
        severity: 'high',
        packages: ['openssl 3.0.15', 'libssl3 3.0.15'],
        fix: 'openssl 3.0.16',
        url: 'https://example.org/1',
      },
    ]);
  });

  it('is read out of a basic scan', async () => {
    const attributes = [
      { key: 'package_name', value: 'zlib' },
      { key: 'package_version', value: '1.3' },
    ];
    const { findings } = asked(
      scanned({ findings: [{ name: 'CVE-2026-3', severity: 'MEDIUM', attributes }] }),
    );
    expect(await findings).toEqual([{ id: 'CVE-2026-3', severity: 'medium', packages: ['zlib 1.3'] }]);
  });

  it('leaves out what was mended or suppressed there', async () => {
    const { findings } = asked(scanned({ enhancedFindings: [enhanced({ status: 'SUPPRESSED' })] }));
    expect(await findings).toEqual([]);
  });

  it('is read to the last page', async () => {
    const one = { enhancedFindings: [enhanced({ title: 'A' })] };
    const { findings } = asked(scanned(one, { nextToken: 'more' }), scanned(one));
    expect(await findings).toHaveLength(2);
  });

  it('is awaited where the scan has not begun or not ended', async () => {
    const notFound = new ScanNotFoundException({ message: 'none', $metadata: {} });
    const pending = { imageScanStatus: { status: 'PENDING' } };
    const waited = asked(notFound, pending, scanned({ enhancedFindings: [enhanced({ title: 'A' })] }));
    expect(await waited.findings).toHaveLength(1);
    expect(waited.pauses()).toBe(2);
    expect(waited.said).toEqual(['shoal/catalog:1f2e is being scanned …']);
  });

  it('is awaited where the scan is called done and knows of nothing yet', async () => {
    const late = scanned({ enhancedFindings: [enhanced({ title: 'A' })] });
    const waited = asked(scanned({}), scanned({ enhancedFindings: [] }), late);
    expect(await waited.findings).toHaveLength(1);
    expect(waited.pauses()).toBe(2);
  });

  it('is nothing where nothing is known for two minutes', async () => {
    const waited = asked(scanned({}));
    expect(await waited.findings).toEqual([]);
    expect(waited.pauses()).toBe(24);
    expect(waited.said).toEqual(['shoal/catalog:1f2e: nothing is known yet; believed in two minutes …']);
  });

  it('is not awaited for ever', async () => {
    const waited = asked({ imageScanStatus: { status: 'PENDING' } });
    await expect(waited.findings).rejects.toThrow('shoal/catalog:1f2e was not scanned within 10 minutes');
    expect(waited.pauses()).toBe(120);
  });

  it('is asked of an image that is there', async () => {
    const { findings } = asked(new ImageNotFoundException({ message: 'none', $metadata: {} }));
    await expect(findings).rejects.toThrow('shoal/catalog:1f2e is not in the registry');
  });

  it('is nothing to go on where the scan failed', async () => {
    const { findings } = asked({
      imageScanStatus: { status: 'UNSUPPORTED_IMAGE', description: 'no system' },
    });
    await expect(findings).rejects.toThrow(
      'shoal/catalog:1f2e cannot be scanned: UNSUPPORTED_IMAGE no system, and an image that nobody looked through is not deployed',
    );
  });
});
