import { Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';

export interface RegistryStackProps {
  readonly region: string;
  readonly services: readonly ServiceDefinition[];
}

/** The images of all services, once for all stages: what staging proved is what production runs. */
export class RegistryStack extends Stack {
  /** By service. */
  readonly repositories: ReadonlyMap<string, ecr.Repository>;

  constructor(scope: Construct, id: string, props: RegistryStackProps) {
    super(scope, id, {
      env: { region: props.region },
      description: 'Shoal: the images of all services, for all stages',
      terminationProtection: true,
    });
    Tags.of(this).add('platform', 'shoal');
    const key = new kms.Key(this, 'Key', {
      alias: 'shoal/registry',
      description: 'Shoal: the images',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.repositories = new Map(
      props.services.map(({ name }) => [
        name,
        new ecr.Repository(this, name, {
          repositoryName: `shoal/${name}`,
          encryption: ecr.RepositoryEncryption.KMS,
          encryptionKey: key,
          // A tag is a hash of the content, so another image under the same tag is always a mistake.
          imageTagMutability: ecr.TagMutability.IMMUTABLE,
          imageScanOnPush: true,
          lifecycleRules: [
            {
              rulePriority: 1,
              description: 'Images that lost their tag',
              tagStatus: ecr.TagStatus.UNTAGGED,
              maxImageAge: Duration.days(1),
            },
            {
              rulePriority: 2,
              description: 'More than anybody goes back to',
              tagStatus: ecr.TagStatus.ANY,
              maxImageCount: 100,
            },
          ],
          removalPolicy: RemovalPolicy.RETAIN,
        }),
      ]),
    );
  }
}
