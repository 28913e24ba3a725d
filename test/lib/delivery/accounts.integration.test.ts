import { describe, expect, it } from '@jest/globals';
import { registrySettings } from '../../../platform/registry.ts';
import { dev, prod, type StageDefinition } from '../../../platform/stages.ts';
import { synthesis } from '../synthesis.ts';

const [tools, ofDev, ofProd] = ['111111111111', '222222222222', '333333333333'];
const far: StageDefinition = {
  ...prod,
  account: ofProd,
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  resilience: {
    ...prod.resilience,
    backup:
      'none' in prod.resilience.backup
        ? prod.resilience.backup
        : { ...prod.resilience.backup, farCopies: { none: 'the pipelines are what this is about' } },
  },
};
const templates = synthesis({
  stages: [{ ...dev, account: ofDev }, far],
  registry: { ...registrySettings, account: tools },
});

// biome-ignore lint/suspicious/noExplicitAny: a template is what CloudFormation makes of it.
function resources(stack: string, type: string): readonly any[] {
  const { Resources } = JSON.parse(templates.get(stack) ?? '{"Resources":{}}');
  return Object.values<{ Type: string; Properties: object }>(Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);
}

const [pipeline] = resources('tools-delivery-catalog', 'AWS::CodePipeline::Pipeline');
const deployIn = (stage: string) =>
  pipeline.Stages.find(({ Name }: { Name: string }) => Name === stage).Actions[0];

describe('a stage in an account of its own', () => {
  it('is deployed by a role of that account, which a pipeline of the tools takes', () => {
    expect(deployIn('dev').RoleArn).toBe(`arn:aws:iam::${ofDev}:role/dev-delivery-starter`);
    expect(deployIn('prod').RoleArn).toBe(`arn:aws:iam::${ofProd}:role/prod-delivery-starter`);
    const text = templates.get('tools-delivery-catalog') ?? '';
    const [{ Statement }] = resources('tools-delivery-catalog', 'AWS::IAM::Role')
      .find(({ RoleName }) => RoleName === 'shoal-catalog-pipeline')
      .Policies.map(({ PolicyDocument }: { PolicyDocument: object }) => PolicyDocument);
    const [{ Resource }] = Statement.filter(({ Action }: { Action: string }) => Action === 'sts:AssumeRole');
    expect(Resource).toContain(`arn:aws:iam::${ofProd}:role/prod-delivery-starter`);
    expect(text).not.toContain('AWS::AccountId');
  });

  it('lets only pipelines of the tools take it', () => {
    const starter = resources('prod-delivery', 'AWS::IAM::Role').find(
      ({ RoleName }) => RoleName === 'prod-delivery-starter',
    );
    expect(starter.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: `arn:aws:iam::${tools}:root` },
        Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${tools}:role/shoal-*-pipeline` } },
      },
    ]);
  });

  it('reads from the artifacts of the tools, whose bucket and key let the deploying roles of that account', () => {
    const deploys = JSON.stringify(resources('prod-delivery', 'AWS::IAM::Policy'));
    expect(deploys).toContain(`shoal-delivery-${tools}-eu-west-1/shoal-*/*`);
    expect(deploys).toContain(`:kms:eu-west-1:${tools}:key/*`);
    const bucket = JSON.stringify(resources('tools-artifacts-eu-west-1', 'AWS::S3::BucketPolicy'));
    const key = JSON.stringify(resources('tools-artifacts-eu-west-1', 'AWS::KMS::Key'));
    for (const policy of [bucket, key]) {
      expect(policy).toContain(`:iam::${ofProd}:root`);
      expect(policy).toContain(`:iam::${ofProd}:role/*-delivery`);
    }
    expect(bucket).not.toMatch(/"Effect":"Allow"[^}]*s3:PutObject/);
  });

  it('pulls its images from the registry of the tools, which lets that account', () => {
    expect(templates.get('prod-catalog')).toContain(
      `${tools}.dkr.ecr.eu-west-1.amazonaws.com/shoal/catalog:one`,
    );
    expect(JSON.stringify(resources('prod-catalog', 'AWS::IAM::Policy'))).toContain(
      `arn:aws:ecr:eu-west-1:${tools}:repository/shoal/catalog`,
    );
    for (const registry of ['tools-registry', 'tools-registry-eu-west-1']) {
      for (const { RepositoryPolicyText } of resources(registry, 'AWS::ECR::Repository')) {
        expect(JSON.stringify(RepositoryPolicyText)).toContain(`:iam::${ofProd}:root`);
        expect(JSON.stringify(RepositoryPolicyText)).not.toContain('Put');
      }
    }
  });
});

describe('a stage in another region than the pipelines', () => {
  it('is deployed there, from a copy of the artifacts under a key of that region', () => {
    expect([deployIn('dev').Region, deployIn('prod').Region]).toEqual([undefined, 'eu-west-1']);
    expect(pipeline.ArtifactStore).toBeUndefined();
    const stores = pipeline.ArtifactStores.map(
      ({ Region, ArtifactStore }: { Region: string; ArtifactStore: { Location: string } }) => [
        Region,
        ArtifactStore.Location,
      ],
    );
    expect(stores).toEqual([
      ['eu-central-1', `shoal-delivery-${tools}-eu-central-1`],
      ['eu-west-1', `shoal-delivery-${tools}-eu-west-1`],
    ]);
    expect(JSON.stringify(pipeline.ArtifactStores[1])).toMatch(
      /eu-west-1.*GetStackOutput|GetStackOutput.*eu-west-1/,
    );
  });
});

describe('a stage that names its account', () => {
  it('is refused as long as the tools name none', () => {
    expect(() => synthesis({ stages: [{ ...dev, account: ofDev }] })).toThrow(
      /dev.*account '222222222222' does not say where its images and its deliveries come from/,
    );
  });
});
