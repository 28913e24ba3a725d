import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ECRClient } from '@aws-sdk/client-ecr';
import { buildBundle } from '../../pipeline/build/build-image.ts';
import type { BuildSurroundings } from '../../pipeline/build/docker.ts';
import { listedTag, readImageList } from '../../pipeline/build/image-list.ts';
import { imageTagOf } from '../../pipeline/build/image-tag.ts';
import { ociRepository } from '../../pipeline/build/oci-repository.ts';
import { pushImages } from '../../pipeline/build/push.ts';
import { ecrRegistry } from '../../pipeline/build/registry.ts';
import { attachSbom, sbomTagOf } from '../../pipeline/build/sbom/attach-sbom.ts';
import { billOfImage } from '../../pipeline/build/sbom/bill-of-materials.ts';
import { bundledPackages } from '../../pipeline/build/sbom/bundled-packages.ts';
import { npmSbom } from '../../pipeline/build/sbom/npm-sbom.ts';
import { findingsOfEcr } from '../../pipeline/build/scan/findings-of-ecr.ts';
import { judgeScan } from '../../pipeline/build/scan/scan-gate.ts';
import { ignoredFindings, validateIgnoredFindings } from '../../platform/ignored-findings.ts';
import { registrySettings } from '../../platform/registry.ts';
import { registryRegionOf } from '../../platform/registry-region.ts';
import { services as all } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { callerFor } from '../stage/caller.ts';
import { clientSettings } from '../stage/client-settings.ts';

export interface ImagesMeant {
  /** The repository. */
  readonly root: string;
  readonly services: readonly string[];
  /** The folder of templates whose images are meant. @default - those of what lies here */
  readonly assembly: string | undefined;
  /** The week whose base layers they stand on, where no assembly says it. */
  readonly base: string | undefined;
  readonly say: (sentence: string) => void;
}

interface BuildOptions {
  readonly surroundings: BuildSurroundings;
  /** Where bundles go that stand for images, as they do in a rehearsal. @default - images are built, and pushed */
  readonly bundles: string | undefined;
}

export async function buildImages(
  images: ImagesMeant,
  { surroundings, bundles }: BuildOptions,
): Promise<void> {
  const { root, services, say } = images;
  const tagOf = tagsOf(images);
  if (bundles === undefined) {
    await refuseOtherAccount();
    return pushImages({ root, services, say, tagOf, surroundings });
  }
  for (const service of services) {
    const { tag } = await buildBundle({ service, root, into: bundles, tag: tagOf(service) });
    say(`Bundled shoal/${service}:${tag} for a rehearsal; no image was built.`);
  }
}

/** Writes the bill of materials of each image to a file, and lays it beside the image. */
export async function describeImages(images: ImagesMeant): Promise<void> {
  const { root, services, assembly, say } = images;
  const tagOf = tagsOf(images);
  await refuseOtherAccount();
  const installed = await npmSbom(root);
  const login = await ecrRegistry(registryClient()).login();
  const folder = join(assembly ?? join(root, 'cdk.out'), 'sbom');
  await mkdir(folder, { recursive: true });
  for (const service of services) {
    if (all.find(({ name }) => name === service)?.image !== undefined) {
      say(`shoal/${service} is made by its own Dockerfile, so npm cannot say what is in it: Inspector can.`);
      continue;
    }
    const tag = tagOf(service);
    const packages = await bundledPackages(service, root);
    const bill = billOfImage(installed, { service, tag, packages });
    const file = join(folder, `${service}.cdx.json`);
    await writeFile(file, `${JSON.stringify(bill, null, 2)}\n`);
    const repository = ociRepository(login, `shoal/${service}`);
    const attached = await attachSbom({ repository, tag, bill });
    say(
      attached === 'attached'
        ? `shoal/${service}:${tag} has its bill of ${packages.length} packages beside it, as ${sbomTagOf(tag)}`
        : `shoal/${service}:${sbomTagOf(tag)} is in the registry`,
    );
  }
}

/** Returns the exit code: 1 where an image must not be deployed. */
export async function scanImages(images: ImagesMeant): Promise<number> {
  const { services, say } = images;
  const { scanning } = registrySettings;
  validateIgnoredFindings(ignoredFindings, Date.now());
  if ('none' in scanning) {
    say(`Nothing is scanned here: ${scanning.none}.`);
    return 0;
  }
  const tagOf = tagsOf(images);
  await refuseOtherAccount();
  const ecr = registryClient();
  let refused = 0;
  for (const service of services) {
    const repository = `shoal/${service}`;
    const tag = tagOf(service);
    const findings = await findingsOfEcr({ ecr, repository, tag, say, pause: () => sleep(5000) });
    const verdict = judgeScan({
      image: `${repository}:${tag}`,
      findings,
      refuseFrom: scanning.refuseFrom,
      ignored: ignoredFindings,
    });
    for (const sentence of [...verdict.remarks, ...verdict.refusals]) say(sentence);
    refused += verdict.refusals.length;
  }
  if (refused > 0) say('Nothing was deployed: mend what is named above, or say why it may wait.');
  return refused > 0 ? 1 : 0;
}

function tagsOf({ root, assembly, base }: ImagesMeant): (service: string) => string {
  if (assembly === undefined) return (service) => imageTagOf({ service, root, base });
  const list = readImageList(assembly);
  return (service) => listedTag(list, service, root);
}

/** An image in the registry of another account is one that no stage pulls. */
async function refuseOtherAccount(): Promise<void> {
  const { account } = registrySettings;
  if (account === undefined) return;
  await callerFor({ name: 'the registry', region: registryRegionOf(stages), account });
}

function registryClient(): ECRClient {
  return new ECRClient(clientSettings({ region: registryRegionOf(stages) }));
}
