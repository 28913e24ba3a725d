import { beforeAll, describe, expect, it } from '@jest/globals';
import { type BillOfMaterials, billOfImage } from '../../../../pipeline/build/sbom/bill-of-materials.ts';
import { bundledPackages } from '../../../../pipeline/build/sbom/bundled-packages.ts';
import { npmSbom } from '../../../../pipeline/build/sbom/npm-sbom.ts';
import { services } from '../../../../platform/services.ts';
import { root } from '../../../support/source-hash.ts';

describe('the bill of materials of each service', () => {
  let installed: BillOfMaterials;
  beforeAll(async () => {
    installed = await npmSbom(root);
  });

  it.each(services.filter(({ image }) => image === undefined))(
    'names every package that its image is made of: $name',
    async ({ name }) => {
      const packages = await bundledPackages(name, root);
      expect(packages).toEqual(expect.arrayContaining([expect.stringMatching(/^express@\d/)]));
      const bill = billOfImage(installed, { service: name, tag: 'any', packages });
      expect(bill.components).toHaveLength(packages.length);
      expect(bill.components.filter(({ licenses, purl }) => !licenses || !purl)).toEqual([]);
    },
  );

  it('names no package that only a tool of ours takes', async () => {
    const packages = await bundledPackages('gateway', root);
    const names = packages.map((each) => each.slice(0, each.lastIndexOf('@')));
    expect(names.filter((name) => /^(jest|aws-cdk|esbuild|typescript|mysql2)/.test(name))).toEqual([]);
  });
});
