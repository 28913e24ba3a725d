import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { baseImagePrefix } from '../../platform/registry.ts';
import { signingProfileName } from './image-signing.ts';
import { imagePrefix } from './repositories.ts';

export interface ImagesToPush {
  /** Where images are pushed to first, and then those that get copies. */
  readonly registryRegions: readonly string[];
  readonly services: readonly string[];
}

/** What it takes to build the images of these services on base layers of the registry's cache, and to bring them there. */
export function imagePushing(
  stack: Stack,
  { registryRegions, services }: ImagesToPush,
): readonly iam.PolicyStatement[] {
  const [home = stack.region, ...copies] = registryRegions;
  const ours = (region: string): readonly string[] =>
    services.map((name) => repository(stack, region, `${imagePrefix}/${name}`));
  const base = repository(stack, home, `${baseImagePrefix}/docker/library/node`);
  return [
    new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
    new iam.PolicyStatement({
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
        'ecr:DescribeImages',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:UploadLayerPart',
      ],
      resources: [...ours(home)],
    }),
    ...(copies.length === 0
      ? []
      : [new iam.PolicyStatement({ actions: ['ecr:DescribeImages'], resources: copies.flatMap(ours) })]),
    new iam.PolicyStatement({
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:BatchImportUpstreamImage',
        'ecr:CreateRepository',
        'ecr:GetDownloadUrlForLayer',
      ],
      resources: [base],
    }),
    new iam.PolicyStatement({
      actions: ['signer:SignPayload'],
      resources: [
        stack.formatArn({
          service: 'signer',
          region: home,
          resource: '/signing-profiles',
          resourceName: signingProfileName,
        }),
      ],
    }),
  ];
}

function repository(stack: Stack, region: string, resourceName: string): string {
  return stack.formatArn({ service: 'ecr', region, resource: 'repository', resourceName });
}
