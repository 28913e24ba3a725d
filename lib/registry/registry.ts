import { type Environment, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { accountsBeside } from '../../platform/accounts.ts';
import type { RegistrySettings } from '../../platform/registry.ts';
import { copyRegionsOf, registryRegionOf } from '../../platform/registry-region.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { RegistryCopyStack } from './registry-copy-stack.ts';
import { RegistryStack } from './registry-stack.ts';

export interface RegistryProps {
  /** All of them, whatever is selected. */
  readonly stages: readonly StageDefinition[];
  readonly services: readonly ServiceDefinition[];
  readonly settings: RegistrySettings;
}

/** The registry, and a copy of it in every other region that has a stage. */
export class Registry extends Stage {
  constructor(scope: Construct, { stages, services, settings }: RegistryProps) {
    super(scope, 'tools');
    const region = registryRegionOf(stages);
    const otherRegions = copyRegionsOf(stages);
    const pullers = accountsBeside(stages, settings.account);
    const copies = otherRegions.map(
      (other) =>
        new RegistryCopyStack(this, `registry-${other}`, {
          env: envOf(settings, other),
          services,
          settings,
          pullers,
        }),
    );
    const registry = new RegistryStack(this, 'registry', {
      env: envOf(settings, region),
      services,
      settings,
      otherRegions,
      pullers,
    });
    // Copying begins once there is where to.
    for (const copy of copies) registry.addStackDependency(copy);
  }
}

function envOf({ account }: RegistrySettings, region: string): Environment {
  return account === undefined ? { region } : { account, region };
}
