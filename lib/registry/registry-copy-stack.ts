import { type Environment, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RegistrySettings } from '../../platform/registry.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { imageScanning } from './image-scanning.ts';
import { repositories } from './repositories.ts';

export interface RegistryCopyStackProps {
  readonly env: Environment;
  readonly services: readonly ServiceDefinition[];
  readonly settings: RegistrySettings;
  /** Accounts in which stages pull beside its own. */
  readonly pullers: readonly string[];
}

/**
 * The same repositories in another region, made before the first copy arrives: those that replication makes by itself
 * have tags that change, and no key of ours.
 */
export class RegistryCopyStack extends Stack {
  constructor(scope: Construct, id: string, { env, services, settings, pullers }: RegistryCopyStackProps) {
    super(scope, id, {
      env,
      description: `Shoal: copies of the images of all services, for the stages in ${env.region}`,
      terminationProtection: true,
    });
    Tags.of(this).add('platform', 'shoal');
    repositories(this, services, pullers);
    imageScanning(this, settings);
  }
}
