import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { lifecycleEventsOf } from '../../release/deployment-events.ts';
import { createDeployments, isActive } from '../../release/deployments.ts';
import { isPassing } from '../../release/passing-trouble.ts';
import { createReleasing } from '../../release/release.ts';
import { markOf } from '../../release/release-mark.ts';
import type { ReleaseOrder } from '../../release/release-order.ts';
import type { Pace } from '../pace.ts';

export interface FollowedRelease {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
  readonly order: ReleaseOrder;
  readonly pace: Pace;
  /** Told the deployment's id as soon as there is one, for whoever is asked what goes on. */
  readonly began: (deploymentId: string) => void;
}

/**
 * An ordinary release, as `Custom::Release` makes it: proved on test traffic, watched, and taken back where it fails.
 * @returns the deployment's id; empty where nothing had to be done
 * @throws why it was not released, and what serves
 */
export async function followRelease({
  ecs,
  codedeploy,
  order,
  pace,
  began,
}: FollowedRelease): Promise<string> {
  const clock = { now: pace.now };
  const advance = createReleasing({ ecs, codedeploy, clock });
  const deployments = createDeployments(codedeploy, clock);
  const told = new Set<string>();
  let id: string | undefined;

  async function tell(): Promise<void> {
    if (id === undefined) {
      const own = (await deployments.recent(order)).find(
        ({ description }) => markOf(description)?.requestId === order.requestId,
      );
      if (own?.deploymentId === undefined) return;
      id = own.deploymentId;
      began(id);
      pace.say(`Deployment ${id} began.`);
    }
    for (const { lifecycleEventName = '', status = '' } of await lifecycleEventsOf(codedeploy, id)) {
      const words = `${lifecycleEventName}: ${status}`;
      if (status === 'Pending' || told.has(words)) continue;
      told.add(words);
      pace.say(`  ${words}`);
    }
  }

  for (;;) {
    try {
      const result = await advance(order);
      await tell();
      if (result.IsComplete) return result.Data?.DeploymentId ?? '';
    } catch (error) {
      if (!isPassing(error)) throw error;
      pace.say(
        `AWS could not answer just now (${error instanceof Error ? error.name : 'no reason'}): asking again.`,
      );
    }
    await pace.pause();
  }
}

/** @returns who deploys the service at this moment, so that a second one can be told */
export async function deployingNow(
  codedeploy: Pick<CodeDeployClient, 'send'>,
  order: ReleaseOrder,
  now: number,
) {
  const recent = await createDeployments(codedeploy, { now: () => now }).recent(order);
  return recent.find(isActive);
}
