import { type Environment, Stack, Tags } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import type { RegistrySettings } from '../../platform/registry.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { baseImageCache } from './base-image-cache.ts';
import { imageReplication } from './image-replication.ts';
import { imageScanning } from './image-scanning.ts';
import { imageSigning } from './image-signing.ts';
import { repositories } from './repositories.ts';

export interface RegistryStackProps {
  readonly env: Environment;
  readonly services: readonly ServiceDefinition[];
  readonly settings: RegistrySettings;
  /** Regions in which stages pull beside its own. */
  readonly otherRegions: readonly string[];
  /** Accounts in which stages pull beside its own. */
  readonly pullers: readonly string[];
}

/** The images of all services, once for all stages: what staging proved is what production runs. */
export class RegistryStack extends Stack {
  /** By service. */
  readonly repositories: ReadonlyMap<string, ecr.Repository>;

  constructor(scope: Construct, id: string, props: RegistryStackProps) {
    super(scope, id, {
      env: props.env,
      description: 'Shoal: the images of all services, for all stages',
      terminationProtection: true,
    });
    Tags.of(this).add('platform', 'shoal');
    this.repositories = repositories(this, props.services, props.pullers);
    imageScanning(this, props.settings);
    imageSigning(this, props.settings);
    baseImageCache(this, props.settings);
    imageReplication(this, props.otherRegions);
  }
}
