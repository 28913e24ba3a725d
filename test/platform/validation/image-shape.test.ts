import { describe, expect, it } from '@jest/globals';
import { validateServices } from '../../../platform/service-validation.ts';
import { services } from '../../../platform/services.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

/** The sentences about catalog with this for its image. */
const about = (image: unknown) =>
  problemsThrownBy(() =>
    validateServices(
      services.map((each) => (each.name === 'catalog' ? { ...each, image: image as never } : each)),
    ),
  );

describe("a service's own Dockerfile", () => {
  it.each(['services/catalog/Dockerfile', 'services/catalog/image/arm64.Dockerfile'])(
    'may be %s',
    (dockerfile) => {
      expect(about({ dockerfile })).toEqual([]);
    },
  );

  it('lies in its own folder, which its tag and its pipeline follow', () => {
    expect(about({ dockerfile: 'services/gateway/Dockerfile' })).toEqual([
      "service 'catalog': image.dockerfile 'services/gateway/Dockerfile' is not in the service's own folder, allowed: paths below services/catalog/; move it to services/catalog/Dockerfile",
    ]);
  });

  it.each([
    'Dockerfile',
    '/services/catalog/Dockerfile',
    'services/catalog/../../Dockerfile',
    'services/catalog/main.ts',
  ])('is no %s', (dockerfile) => {
    expect(about({ dockerfile })).toHaveLength(1);
  });

  it('is all there is to say about an image', () => {
    expect(about({})).toHaveLength(1);
    expect(about({ dockerfile: 'services/catalog/Dockerfile', base: 'alpine' })).toHaveLength(1);
  });
});
