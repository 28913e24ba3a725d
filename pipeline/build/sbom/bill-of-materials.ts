/** As much of CycloneDX as npm writes and we read. */
export interface BillOfMaterials {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component; readonly [more: string]: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly [more: string]: unknown;
}

interface Component {
  readonly 'bom-ref': string;
  readonly [more: string]: unknown;
}

export interface ImageOfBill {
  readonly service: string;
  readonly tag: string;
  /** `name@version` of each package in the image. */
  readonly packages: readonly string[];
}

/** Out of the bill of everything that is installed, the bill of one image: what nothing of it comes from is not in it. */
export function billOfImage(all: BillOfMaterials, { service, tag, packages }: ImageOfBill): BillOfMaterials {
  const inside = new Set(packages);
  const components = all.components.filter((component) => inside.has(component['bom-ref']));
  const found = new Set(components.map((component) => component['bom-ref']));
  const missing = packages.filter((each) => !found.has(each));
  if (missing.length > 0) {
    throw new Error(
      `service '${service}': its image contains ${missing.join(', ')}, of which npm sbom knows nothing: node_modules and package-lock.json are not of one mind, so run npm ci`,
    );
  }
  const ref = `${service}@${tag}`;
  const { component } = all.metadata;
  return {
    ...all,
    metadata: {
      ...all.metadata,
      component: {
        ...component,
        'bom-ref': ref,
        type: 'container',
        name: `shoal/${service}`,
        version: tag,
        purl: `pkg:oci/${service}?tag=${tag}`,
      },
    },
    components,
    dependencies: [
      { ref, dependsOn: packages },
      ...all.dependencies
        .filter((dependency) => found.has(dependency.ref))
        .map(({ ref: of, dependsOn = [] }) => ({
          ref: of,
          dependsOn: dependsOn.filter((on) => found.has(on)),
        })),
    ],
  };
}
