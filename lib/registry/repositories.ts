import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { imageLifecycle } from './image-lifecycle.ts';

/** Before the name of every repository that keeps images of ours. */
export const imagePrefix = 'shoal';

/** A repository for each service, in one region. */
export function repositories(
  scope: Construct,
  services: readonly ServiceDefinition[],
): ReadonlyMap<string, ecr.Repository> {
  const key = new kms.Key(scope, 'Key', {
    alias: 'shoal/registry',
    description: 'Shoal: the images',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  return new Map(services.map(({ name }) => [name, repository(scope, name, key)]));
}

function repository(scope: Construct, service: string, key: kms.Key): ecr.Repository {
  const made = new ecr.Repository(scope, service, {
    repositoryName: `${imagePrefix}/${service}`,
    encryption: ecr.RepositoryEncryption.KMS,
    encryptionKey: key,
    // A tag is a hash of the content, so another image under the same tag is always a mistake.
    imageTagMutability: ecr.TagMutability.IMMUTABLE,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const { defaultChild } = made.node;
  if (!CfnResource.isCfnResource(defaultChild)) throw new Error(`${made.node.path}: is no resource`);
  // CDK's own rules know neither pulls nor the archive.
  defaultChild.addPropertyOverride('LifecyclePolicy', { LifecyclePolicyText: imageLifecycle });
  return made;
}
