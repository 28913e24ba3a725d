import { Aws, type Stack } from 'aws-cdk-lib';
import type { StageDefinition } from '../../platform/stages.ts';

/**
 * The roles of `cdk bootstrap` that a deployment of a stage takes, in each region that it or the registry is in. Not the
 * one that publishes images: ours go to the registry by our own tags.
 */
export function bootstrapRoles(
  stack: Stack,
  stage: StageDefinition,
  registryRegions: readonly string[],
): readonly string[] {
  const qualifier = stack.synthesizer.bootstrapQualifier ?? 'hnb659fds';
  return regionsOf(stage, registryRegions).flatMap((region) =>
    ['deploy', 'file-publishing', 'lookup'].map((kind) =>
      stack.formatArn({
        service: 'iam',
        region: '',
        resource: 'role',
        resourceName: `cdk-${qualifier}-${kind}-role-${Aws.ACCOUNT_ID}-${region}`,
      }),
    ),
  );
}

function regionsOf(
  { region, resilience: { backup } }: StageDefinition,
  registryRegions: readonly string[],
): readonly string[] {
  const far = 'none' in backup || 'none' in backup.farCopies ? [] : [backup.farCopies.region];
  return [...new Set([region, ...far, ...registryRegions])];
}
