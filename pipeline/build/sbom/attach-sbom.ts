import type { OciRepository } from '../oci-repository.ts';
import type { BillOfMaterials } from './bill-of-materials.ts';

export interface SbomToAttach {
  readonly repository: OciRepository;
  /** The image's. */
  readonly tag: string;
  readonly bill: BillOfMaterials;
}

export type Attached = 'attached' | 'was there';

const cycloneDx = 'application/vnd.cyclonedx+json';
const emptyConfig = 'application/vnd.oci.empty.v1+json';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/**
 * Lays the bill beside the image, as an artifact whose subject the image is: whoever has the image finds it by the
 * registry's list of referrers. It has a tag of its own as well, since ECR lets go of what has none.
 */
export async function attachSbom({ repository, tag, bill }: SbomToAttach): Promise<Attached> {
  const own = sbomTagOf(tag);
  if ((await repository.find(own)) !== undefined) return 'was there';
  const subject = await repository.find(tag);
  if (subject === undefined) {
    throw new Error(
      `the image ${tag} is not in the registry, so nothing can be attached to it: npx shoal image build`,
    );
  }
  const config = await repository.keep(Buffer.from('{}'), emptyConfig);
  const layer = await repository.keep(Buffer.from(JSON.stringify(bill)), cycloneDx);
  const manifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: cycloneDx,
    config,
    layers: [layer],
    subject,
  };
  await repository.tag(own, manifest, manifestType);
  return 'attached';
}

export function sbomTagOf(tag: string): string {
  return `${tag}-sbom`;
}
