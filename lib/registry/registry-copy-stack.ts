import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RegistrySettings } from '../../platform/registry.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { imageScanning } from './image-scanning.ts';
import { repositories } from './repositories.ts';

export interface RegistryCopyStackProps {
  readonly region: string;
  readonly services: readonly ServiceDefinition[];
  readonly settings: RegistrySettings;
}

/**
 * The same repositories in another region, made before the first copy arrives: those that replication makes by itself
 * have tags that change, and no key of ours.
 */
export class RegistryCopyStack extends Stack {
  constructor(scope: Construct, id: string, { region, services, settings }: RegistryCopyStackProps) {
    super(scope, id, {
      env: { region },
      description: `Shoal: copies of the images of all services, for the stages in ${region}`,
      terminationProtection: true,
    });
    Tags.of(this).add('platform', 'shoal');
    repositories(this, services);
    imageScanning(this, settings);
  }
}
