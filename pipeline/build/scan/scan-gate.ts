import type { IgnoredFinding } from '../../../platform/ignored-findings.ts';
import { type Severity, severities } from '../../../platform/registry.ts';
import type { Finding } from './finding.ts';

export interface ScanToJudge {
  /** `shoal/catalog:1f2e…` */
  readonly image: string;
  readonly findings: readonly Finding[];
  readonly refuseFrom: Severity;
  readonly ignored: readonly IgnoredFinding[];
}

export interface ScanVerdict {
  /** What stands in the way, a sentence each with what mends it; the worst first. */
  readonly refusals: readonly string[];
  readonly remarks: readonly string[];
}

/** Whether an image may be deployed, as weak as it is known to be. */
export function judgeScan({ image, findings, refuseFrom, ignored }: ScanToJudge): ScanVerdict {
  const limit = severities.indexOf(refuseFrom);
  const bad = findings
    .filter(({ severity }) => rankOf(severity) <= limit)
    .sort((one, other) => rankOf(one.severity) - rankOf(other.severity));
  const excuseOf = (finding: Finding) => ignored.find(({ id }) => id === finding.id);
  const open = bad.filter((finding) => excuseOf(finding) === undefined);
  const excused = bad.flatMap((finding) => {
    const excuse = excuseOf(finding);
    return excuse === undefined
      ? []
      : [`${finding.id} (${finding.severity}) is ignored until ${excuse.until}: ${excuse.reason}`];
  });
  return {
    refusals: open.map((finding) => `${image}: ${sentenceOf(finding)}`),
    remarks: [`${image}: ${countsOf(findings)}; ${refuseFrom} and worse are refused`, ...excused],
  };
}

function sentenceOf({ id, severity, packages, fix, url }: Finding): string {
  const where = packages.length === 0 ? 'an unnamed package' : packages.join(', ');
  const mended =
    fix === undefined
      ? 'nobody has mended it yet: ignore it until a day, with a reason, in platform/ignored-findings.ts'
      : `mended in ${fix}: for a package of npm update it (npm update, then npm test), for one of the base image build on newer layers (npm run synth -- --base this-week)`;
  return `${id} (${severity}) in ${where}; ${mended}${url === undefined ? '' : `. ${url}`}`;
}

/** What is worst comes first; what nobody has rated is below all that can be refused. */
function rankOf(severity: Finding['severity']): number {
  const rank = (severities as readonly string[]).indexOf(severity);
  return rank < 0 ? severities.length : rank;
}

function countsOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing known against it';
  const kinds = [...severities, 'informational', 'undefined'] as const;
  return kinds
    .map((severity) => ({ severity, count: findings.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(', ');
}
