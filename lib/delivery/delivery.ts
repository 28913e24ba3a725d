import type { Stage } from 'aws-cdk-lib';
import { accountsBeside } from '../../platform/accounts.ts';
import type { RegistrySettings } from '../../platform/registry.ts';
import { copyRegionsOf, registryRegionOf } from '../../platform/registry-region.ts';
import type { SourceSettings } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { ArtifactCopyStack } from './artifact-copy-stack.ts';
import { DeliveryStack } from './delivery-stack.ts';
import { ServiceDeliveryStack } from './service-delivery-stack.ts';

export interface DeliveryProps {
  /** All of them, whatever is selected. */
  readonly stages: readonly StageDefinition[];
  /** By name. */
  readonly services: readonly string[];
  readonly source: SourceSettings;
  readonly registry: RegistrySettings;
}

/**
 * Brings what is pushed into every stage: a pipeline for each service and one for the platform, beside the registry. Each
 * stack is deployed by one of them alone.
 */
export function delivery(toolsScope: Stage, { stages, services, source, registry }: DeliveryProps): void {
  if ('none' in source) return;
  const { account } = registry;
  const region = registryRegionOf(stages);
  const envIn = (place: string) => (account === undefined ? { region: place } : { account, region: place });
  const readers = accountsBeside(stages, account);
  const copies = copyRegionsOf(stages).map(
    (other) =>
      [
        other,
        new ArtifactCopyStack(toolsScope, `artifacts-${other}`, { env: envIn(other), readers }),
      ] as const,
  );
  const shared = {
    env: envIn(region),
    source,
    stages,
    registryRegions: [region, ...copyRegionsOf(stages)],
  };
  const keys = new Map(copies.map(([other, { keyArn }]) => [other, keyArn]));
  const stack = new DeliveryStack(toolsScope, 'delivery', { ...shared, keys, services, readers });
  for (const service of services) {
    const own = new ServiceDeliveryStack(toolsScope, `delivery-${service}`, {
      ...shared,
      keys: stack.keys,
      registry,
      service,
    });
    own.addStackDependency(stack);
  }
}
