import { describe, expect, it } from '@jest/globals';
import { type RegistrySettings, registrySettings, validateRegistry } from '../../platform/registry.ts';
import { services } from '../../platform/services.ts';
import { dev, type StageDefinition, staging } from '../../platform/stages.ts';
import { synthesis } from '../lib/synthesis.ts';
import { problemsThrownBy } from '../platform/problems-thrown-by.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stack = stackOf(await synthesized(), 'tools', 'registry');
const repositories = resourcesOf([stack], 'AWS::ECR::Repository');
const only = (type: string) => resourcesOf([stack], type)[0]?.properties;

interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: Readonly<Record<string, unknown>>;
  readonly action: { readonly type: string };
}

const rulesOf = (
  properties: Readonly<Record<string, { LifecyclePolicyText: string }>>,
): readonly LifecycleRule[] => JSON.parse(properties.LifecyclePolicy?.LifecyclePolicyText ?? '{}').rules;

describe('the registry', () => {
  it('has one repository for each service, whose tags never change and whose images are encrypted', () => {
    expect(repositories.map(({ properties }) => properties.RepositoryName)).toEqual(
      services.map(({ name }) => `shoal/${name}`),
    );
    for (const { properties } of repositories) {
      expect(properties).toMatchObject({
        ImageTagMutability: 'IMMUTABLE',
        EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: expect.anything() },
      });
    }
  });

  it('deletes no image that a stage runs, and no signature of one: only what lay unused in the archive', () => {
    for (const { properties } of repositories) {
      const rules = rulesOf(properties);
      const deleting = rules.filter(({ action }) => action.type === 'expire');
      expect(deleting.map(({ selection }) => [selection.tagStatus, selection.storageClass])).toEqual([
        ['any', 'archive'],
      ]);
      expect(rules.map(({ selection }) => selection.countType)).not.toContain('imageCountMoreThan');
    }
  });

  it('archives what no task was started of for longer than any task lives', () => {
    const weeks = 26;
    const [archiving] = rulesOf(repositories[0]?.properties ?? {}).filter(
      ({ action }) => action.type === 'transition',
    );
    expect(archiving?.selection).toMatchObject({ countType: 'sinceImagePulled', countUnit: 'days' });
    expect(archiving?.selection.countNumber).toBeGreaterThanOrEqual((weeks * 7 * 95) / 100);
  });

  it('leaves each image to exactly one rule of each storage class, the widest last', () => {
    const rules = rulesOf(repositories[0]?.properties ?? {});
    expect(rules.map(({ rulePriority }) => rulePriority)).toEqual([1, 2]);
    expect(rules.map(({ selection }) => selection.tagStatus)).toEqual(['any', 'any']);
  });

  it('is scanned again whenever a weakness becomes known, base images too', () => {
    expect(only('AWS::ECR::RegistryScanningConfiguration')).toEqual({
      ScanType: 'ENHANCED',
      Rules: [
        {
          ScanFrequency: 'CONTINUOUS_SCAN',
          RepositoryFilters: [
            { Filter: 'shoal/*', FilterType: 'WILDCARD' },
            { Filter: 'base/*', FilterType: 'WILDCARD' },
          ],
        },
      ],
    });
  });

  it('signs every image of ours with a profile of ours, for longer than an image is kept', () => {
    const profile = resourcesOf([stack], 'AWS::Signer::SigningProfile')[0];
    expect(profile?.properties).toMatchObject({
      PlatformId: 'Notation-OCI-SHA384-ECDSA',
      SignatureValidityPeriod: { Type: 'MONTHS', Value: 24 },
    });
    expect(only('AWS::ECR::SigningConfiguration')).toEqual({
      Rules: [
        {
          SigningProfileArn: { 'Fn::GetAtt': [profile?.id, 'Arn'] },
          RepositoryFilters: [{ Filter: 'shoal/*', FilterType: 'WILDCARD_MATCH' }],
        },
      ],
    });
  });

  it('keeps base images of the public registry, in repositories made when they are first asked for', () => {
    expect(only('AWS::ECR::PullThroughCacheRule')).toEqual({
      EcrRepositoryPrefix: 'base',
      UpstreamRegistry: 'ecr-public',
      UpstreamRegistryUrl: 'public.ecr.aws',
    });
    expect(only('AWS::ECR::RepositoryCreationTemplate')).toMatchObject({
      Prefix: 'base',
      AppliedFor: ['PULL_THROUGH_CACHE'],
    });
  });

  it('copies nothing while all stages are in its own region', () => {
    expect(only('AWS::ECR::ReplicationConfiguration')).toBeUndefined();
  });
});

describe('a stage in another region', () => {
  const region = 'eu-west-2';
  const zones = ['eu-west-2a', 'eu-west-2b', 'eu-west-2c'];
  const far: StageDefinition = {
    ...staging,
    region,
    zones,
    // Nothing of its own region's.
    resilience: { ...staging.resilience, experiments: { none: 'not what this is about' } },
    baseline: { none: 'not what this is about' },
  };
  const templates = synthesis({ stages: [dev, far] });
  const textOf = (name: string) => templates.get(name) ?? '';

  it('gets copies of all images, into repositories like those they come from', () => {
    expect(textOf('tools-registry')).toContain(
      '"Destinations":[{"Region":"eu-west-2","RegistryId":{"Ref":"AWS::AccountId"}}],"RepositoryFilters":[{"Filter":"shoal/","FilterType":"PREFIX_MATCH"}]',
    );
    const copy = JSON.parse(textOf('tools-registry-eu-west-2')).Resources;
    const original = JSON.parse(textOf('tools-registry')).Resources;
    for (const id of Object.keys(original).filter((id) => original[id].Type === 'AWS::ECR::Repository')) {
      expect(copy[id]).toEqual(original[id]);
    }
  });

  it('pulls from its own region, and no other one may', () => {
    expect(textOf('staging-catalog')).toContain('.dkr.ecr.eu-west-2.amazonaws.com/shoal/catalog:one');
    expect(textOf('staging-catalog')).toContain(':ecr:eu-west-2:');
    expect(textOf('dev-catalog')).toContain('.dkr.ecr.eu-central-1.amazonaws.com/shoal/catalog:one');
  });
});

describe('what the account has already', () => {
  const left = { none: 'the security account does it for all accounts' };
  const settings: RegistrySettings = { scanning: left, signing: left, baseImages: left };

  it('is left alone', () => {
    const text = synthesis({ stages: [dev], registry: settings }).get('tools-registry') ?? '';
    expect(text).toContain('AWS::ECR::Repository"');
    expect(text).not.toMatch(/Scanning|Signing|PullThrough|CreationTemplate/);
  });

  it('is named, or what does it instead: anything else is refused', () => {
    expect(() => validateRegistry(registrySettings)).not.toThrow();
    expect(() => validateRegistry(settings)).not.toThrow();
    const wrong = { ...settings, scanning: { by: 'inspecter' }, signing: { none: '' } };
    expect(problemsThrownBy(() => validateRegistry(wrong as unknown as RegistrySettings))).toEqual([
      "the registry: scanning.by 'inspecter' is none of the choices, allowed: inspector, ecr; did you mean 'inspector'?",
      'the registry: scanning.refuseFrom (missing) is none of the choices, allowed: critical, high, medium, low; name one of those',
      expect.stringContaining("the registry: signing.none '' has the wrong form"),
    ]);
  });
});
