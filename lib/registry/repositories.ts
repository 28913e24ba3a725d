import { CfnResource } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { outlivesItsStack } from '../removal.ts';
import { imageLifecycle } from './image-lifecycle.ts';

/** Before the name of every repository that keeps images of ours. */
export const imagePrefix = 'shoal';

/**
 * A repository for each service, in one region.
 * @param pullers accounts that run what is in them, beside their own
 */
export function repositories(
  scope: Construct,
  services: readonly ServiceDefinition[],
  pullers: readonly string[],
): ReadonlyMap<string, ecr.Repository> {
  const key = new kms.Key(scope, 'Key', {
    alias: 'shoal/registry',
    description: 'Shoal: the images',
    enableKeyRotation: true,
    removalPolicy: outlivesItsStack,
  });
  const made = new Map(services.map(({ name }) => [name, repository(scope, name, key)]));
  for (const each of made.values()) letPull(each, pullers);
  return made;
}

function repository(scope: Construct, service: string, key: kms.Key): ecr.Repository {
  const made = new ecr.Repository(scope, service, {
    repositoryName: `${imagePrefix}/${service}`,
    encryption: ecr.RepositoryEncryption.KMS,
    encryptionKey: key,
    // A tag is a hash of the content, so another image under the same tag is always a mistake.
    imageTagMutability: ecr.TagMutability.IMMUTABLE,
    removalPolicy: outlivesItsStack,
  });
  const { defaultChild } = made.node;
  if (!CfnResource.isCfnResource(defaultChild)) throw new Error(`${made.node.path}: is no resource`);
  // CDK's own rules know neither pulls nor the archive.
  defaultChild.addPropertyOverride('LifecyclePolicy', { LifecyclePolicyText: imageLifecycle });
  return made;
}

/** Whether a role of theirs may is up to each account; its key asks nothing of whoever pulls. */
function letPull(repository: ecr.Repository, accounts: readonly string[]): void {
  if (accounts.length === 0) return;
  repository.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: accounts.map((account) => new iam.AccountPrincipal(account)),
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    }),
  );
}
