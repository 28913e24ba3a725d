import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ociRepository } from '../../../../pipeline/build/oci-repository.ts';
import { attachSbom } from '../../../../pipeline/build/sbom/attach-sbom.ts';
import {
  type StandInRegistry,
  standInPassword,
  startStandInRegistry,
} from '../../../support/registry/stand-in-registry.ts';

const bill = {
  bomFormat: 'CycloneDX',
  metadata: { component: { 'bom-ref': 'x' } },
  components: [],
  dependencies: [],
};

describe('a bill of materials', () => {
  let registry: StandInRegistry;
  beforeAll(async () => {
    registry = await startStandInRegistry();
    registry.put('shoal/catalog', 'one', { schemaVersion: 2, layers: [] });
  });
  afterAll(() => registry.close());
  const repository = () =>
    ociRepository({ endpoint: registry.endpoint, user: 'AWS', password: standInPassword }, 'shoal/catalog');

  it('is laid beside its image, as what the image is the subject of', async () => {
    expect(await attachSbom({ repository: repository(), tag: 'one', bill })).toBe('attached');
    const image = await repository().find('one');
    const manifest = JSON.parse(String(registry.manifest('shoal/catalog', 'one-sbom')?.bytes));
    expect(manifest).toMatchObject({ artifactType: 'application/vnd.cyclonedx+json', subject: image });
    expect(JSON.parse(String(registry.blob(manifest.layers[0].digest)))).toEqual(bill);
  });

  it('is not laid there twice, since no tag is given again', async () => {
    await attachSbom({ repository: repository(), tag: 'one', bill });
    const before = registry.requests.length;
    expect(await attachSbom({ repository: repository(), tag: 'one', bill })).toBe('was there');
    expect(registry.requests.slice(before).filter((request) => !request.startsWith('GET'))).toEqual([]);
  });

  it('is refused for an image that is not there', async () => {
    await expect(attachSbom({ repository: repository(), tag: 'two', bill })).rejects.toThrow(
      'the image two is not in the registry, so nothing can be attached to it: npx shoal image build',
    );
  });

  it('is not taken from a stranger, and the answer is told', async () => {
    const stranger = ociRepository(
      { endpoint: registry.endpoint, user: 'AWS', password: '?' },
      'shoal/catalog',
    );
    await expect(attachSbom({ repository: stranger, tag: 'one', bill })).rejects.toThrow(
      'registry: GET /v2/shoal/catalog/manifests/one-sbom was answered 401 Unauthorized',
    );
  });
});
