import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { baseImagePrefix, type RegistrySettings } from '../../platform/registry.ts';

/** A cache loses nothing when an image goes: the next build fetches it again, with the weaknesses mended since. */
const lifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'Old base images',
      selection: { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 90 },
      action: { type: 'expire' },
    },
  ],
});

/** Keeps what images of ours are built on, so that a build needs no other registry and no rate of theirs. */
export function baseImageCache(scope: Construct, { baseImages }: RegistrySettings): void {
  if ('none' in baseImages) return;
  const template = new ecr.CfnRepositoryCreationTemplate(scope, 'BaseImageRepositories', {
    prefix: baseImagePrefix,
    description: 'Shoal: public images that ours are built on',
    appliedFor: ['PULL_THROUGH_CACHE'],
    encryptionConfiguration: { encryptionType: 'AES256' },
    // The maker of a public image gives its tags to newer ones.
    imageTagMutability: 'MUTABLE',
    lifecyclePolicy: lifecycle,
  });
  const rule = new ecr.CfnPullThroughCacheRule(scope, 'BaseImages', {
    ecrRepositoryPrefix: baseImagePrefix,
    upstreamRegistry: 'ecr-public',
    upstreamRegistryUrl: 'public.ecr.aws',
  });
  rule.node.addDependency(template);
}
