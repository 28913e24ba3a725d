import {
  DescribeImageScanFindingsCommand,
  type DescribeImageScanFindingsCommandOutput,
  type ECRClient,
  type EnhancedImageScanFinding,
  ImageNotFoundException,
  type ImageScanFinding,
  ScanNotFoundException,
} from '@aws-sdk/client-ecr';
import type { Finding } from './finding.ts';

export interface ScannedImage {
  readonly ecr: Pick<ECRClient, 'send'>;
  readonly repository: string;
  readonly tag: string;
  readonly say: (sentence: string) => void;
  readonly pause: () => Promise<unknown>;
}

/** With five seconds between them, ten minutes: Inspector looks an image through within a few. */
const looks = 120;
/** Two minutes: ECR calls a scan done before what Inspector found has reached it, and knows of nothing meanwhile. */
const looksAtNothing = 24;

/** What ECR has found in an image, awaited where it still looks. */
export async function findingsOfEcr(image: ScannedImage): Promise<readonly Finding[]> {
  const { repository, tag, say, pause } = image;
  for (let look = 0; look < looks; look++) {
    const first = await page(image, undefined);
    const { status = 'PENDING', description = '' } = first?.imageScanStatus ?? {};
    if (status === 'COMPLETE' || status === 'ACTIVE') return believed(image, first);
    if (status !== 'PENDING' && status !== 'IN_PROGRESS') {
      throw new Error(
        `${repository}:${tag} cannot be scanned: ${status} ${description}`.trimEnd() +
          ', and an image that nobody looked through is not deployed. See aws ecr describe-image-scan-findings',
      );
    }
    if (look === 0) say(`${repository}:${tag} is being scanned …`);
    await pause();
  }
  throw new Error(
    `${repository}:${tag} was not scanned within 10 minutes: is scanning on in the registry's stack? npx cdk deploy tools/registry`,
  );
}

type Answer = DescribeImageScanFindingsCommandOutput | undefined;

/** That something was found is believed at once, that nothing was only when it is said for a while. */
async function believed(image: ScannedImage, first: Answer): Promise<readonly Finding[]> {
  let answer = first;
  for (let look = 0; look < looksAtNothing && isEmpty(answer); look++) {
    if (look === 0)
      image.say(`${image.repository}:${image.tag}: nothing is known yet; believed in two minutes …`);
    await image.pause();
    answer = await page(image, undefined);
  }
  return collected(image, answer);
}

function isEmpty(answer: Answer): boolean {
  const { findings = [], enhancedFindings = [] } = answer?.imageScanFindings ?? {};
  return findings.length + enhancedFindings.length === 0;
}

async function collected(image: ScannedImage, first: Answer): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (let answer = first; answer !== undefined; ) {
    const { findings = [], enhancedFindings = [] } = answer.imageScanFindings ?? {};
    found.push(...findings.map(basicFinding), ...enhancedFindings.filter(isOpen).map(enhancedFinding));
    answer = answer.nextToken === undefined ? undefined : await page(image, answer.nextToken);
  }
  return found;
}

/** Just after a push there is nothing to ask about yet. */
async function page({ ecr, repository, tag }: ScannedImage, nextToken: string | undefined) {
  try {
    return await ecr.send(
      new DescribeImageScanFindingsCommand({
        repositoryName: repository,
        imageId: { imageTag: tag },
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
  } catch (error) {
    if (error instanceof ScanNotFoundException) return undefined;
    if (!(error instanceof ImageNotFoundException)) throw error;
    throw new Error(
      `${repository}:${tag} is not in the registry, so nobody can look through it: npx shoal image build`,
      { cause: error },
    );
  }
}

/** Inspector goes on naming what was mended, or what somebody there has suppressed. */
function isOpen({ status }: EnhancedImageScanFinding): boolean {
  return status === undefined || status === 'ACTIVE';
}

function basicFinding({ name = 'unnamed', severity, uri, attributes = [] }: ImageScanFinding): Finding {
  const of = (key: string): string | undefined => attributes.find((each) => each.key === key)?.value;
  const fixed = of('patched_version') ?? of('fixed_version');
  const subject = of('package_name') ?? 'a package';
  return {
    id: name,
    severity: severityOf(severity),
    packages: [[subject, of('package_version')].filter(Boolean).join(' ')],
    ...(fixed !== undefined && { fix: `${subject} ${fixed}` }),
    ...(uri !== undefined && { url: uri }),
  };
}

function enhancedFinding({
  severity,
  title,
  packageVulnerabilityDetails,
}: EnhancedImageScanFinding): Finding {
  const { vulnerabilityId, vulnerablePackages = [], sourceUrl } = packageVulnerabilityDetails ?? {};
  const fixes = vulnerablePackages
    .filter(({ fixedInVersion: fixed }) => fixed !== undefined && fixed !== 'NotAvailable')
    .map(({ name, fixedInVersion }) => `${name} ${fixedInVersion}`);
  return {
    id: vulnerabilityId ?? title ?? 'unnamed',
    severity: severityOf(severity),
    packages: vulnerablePackages.map(({ name, version }) => [name, version].filter(Boolean).join(' ')),
    ...(fixes.length > 0 && { fix: [...new Set(fixes)].join(', ') }),
    ...(sourceUrl !== undefined && { url: sourceUrl }),
  };
}

const known = ['critical', 'high', 'medium', 'low', 'informational'] as const;

/** Inspector calls what it cannot rate yet UNTRIAGED. */
function severityOf(text: string | undefined): Finding['severity'] {
  return known.find((severity) => severity === text?.toLowerCase()) ?? 'undefined';
}
