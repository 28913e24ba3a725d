import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { refuseWhileDeployed } from '../../../bin/release/under-way.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

/** A stage with a stack in each of these states. */
function working(...statuses: readonly string[]): Promise<void> {
  const Stacks = statuses.map((StackStatus, index) => ({
    StackName: `dev-stack-${index}`,
    StackStatus,
    CreationTime: new Date(now - 3_600_000),
    LastUpdatedTime: new Date(now - 120_000),
  }));
  const cloudformation = { send: async () => ({ Stacks }) } as unknown as Pick<CloudFormationClient, 'send'>;
  return refuseWhileDeployed(cloudformation, { stage: 'dev', what: 'drill', now });
}

describe('work on a stage', () => {
  it.each(['CREATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'])(
    'is refused while a stack is %s, and says which and since when',
    async (status) => {
      await expect(working('UPDATE_COMPLETE', status)).rejects.toThrow(
        `dev is being deployed: stack dev-stack-1 is ${status} since 11:58:00Z`,
      );
    },
  );

  it('is not kept waiting for ever by a stack whose change set nobody executed', async () => {
    await expect(working('CREATE_COMPLETE', 'REVIEW_IN_PROGRESS')).resolves.toBeUndefined();
  });
});
