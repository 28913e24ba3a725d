import { describe, expect, it } from '@jest/globals';
import { type BillOfMaterials, billOfImage } from '../../../../pipeline/build/sbom/bill-of-materials.ts';

const installed: BillOfMaterials = {
  bomFormat: 'CycloneDX',
  metadata: { component: { 'bom-ref': 'shoal@0.1.0', type: 'application' }, tools: [] },
  components: ['express@5.3.0', 'qs@6.0.0', 'jest@30.0.0'].map((ref) => ({ 'bom-ref': ref })),
  dependencies: [
    { ref: 'shoal@0.1.0', dependsOn: ['express@5.3.0', 'jest@30.0.0'] },
    { ref: 'express@5.3.0', dependsOn: ['qs@6.0.0', 'jest@30.0.0'] },
    { ref: 'qs@6.0.0' },
    { ref: 'jest@30.0.0' },
  ],
};
const image = { service: 'catalog', tag: '1f2e', packages: ['express@5.3.0', 'qs@6.0.0'] };

describe('the bill of an image', () => {
  it('names what is in it, and nothing that is only installed', () => {
    const { components, dependencies } = billOfImage(installed, image);
    expect(components.map((component) => component['bom-ref'])).toEqual(image.packages);
    expect(dependencies).toEqual([
      { ref: 'catalog@1f2e', dependsOn: image.packages },
      { ref: 'express@5.3.0', dependsOn: ['qs@6.0.0'] },
      { ref: 'qs@6.0.0', dependsOn: [] },
    ]);
  });

  it('is about the image, by its tag', () => {
    expect(billOfImage(installed, image).metadata.component).toMatchObject({
      type: 'container',
      name: 'shoal/catalog',
      version: '1f2e',
      purl: 'pkg:oci/catalog?tag=1f2e',
    });
  });

  it('is refused where it would leave something out', () => {
    expect(() => billOfImage(installed, { ...image, packages: ['undici@7.0.0'] })).toThrow(
      "service 'catalog': its image contains undici@7.0.0, of which npm sbom knows nothing",
    );
  });
});
