import { Aws, type Stack } from 'aws-cdk-lib';
import type { StageDefinition } from '../../platform/stages.ts';

/**
 * The roles of `cdk bootstrap` that a deployment takes, in each of these regions. Not the one that publishes images: ours
 * go to the registry by our own tags.
 */
export function bootstrapRolesIn(stack: Stack, regions: readonly string[]): readonly string[] {
  const qualifier = stack.synthesizer.bootstrapQualifier ?? 'hnb659fds';
  return [...new Set(regions)].flatMap((region) =>
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

/** Where a stage has stacks. */
export function regionsOf({ region, resilience: { backup } }: StageDefinition): readonly string[] {
  return 'none' in backup || 'none' in backup.farCopies ? [region] : [region, backup.farCopies.region];
}
