import { type ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { NativeOrder } from '../../release/native-order.ts';
import { createNativeReleasing } from '../../release/native-release.ts';
import { isPassing } from '../../release/passing-trouble.ts';
import { createServiceDeployments } from '../../release/service-deployments.ts';
import type { Pace } from '../pace.ts';

export interface FollowedNative {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly order: NativeOrder;
  readonly pace: Pace;
  /** Told the deployment's ARN as soon as there is one, for whoever is asked what goes on. */
  readonly began: (deployment: string) => void;
}

/** ECS lists a deployment a moment after it was asked for it. */
const listedWithinMs = 5 * 60_000;

/**
 * An ordinary release where ECS moves the traffic: it is told the revision, and goes through the steps, hooks and alarms
 * that the service names. New tasks are started although the revision may serve already.
 * @throws why it was not released, and what serves
 */
export async function followNative({ ecs, order, pace, began }: FollowedNative): Promise<void> {
  const advance = createNativeReleasing({ ecs, clock: { now: pace.now } });
  const deployments = createServiceDeployments(ecs);
  const before = (await deployments.newest(order))?.arn;
  const asked = pace.now();
  const { cluster, service, taskDefinition } = order;
  await ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition, forceNewDeployment: true }));
  let told: string | undefined;
  let begun = false;
  for (;;) {
    try {
      const newest = await deployments.newest(order);
      if (newest !== undefined && newest.arn !== before) {
        if (!begun) {
          begun = true;
          began(newest.arn);
          pace.say(`Deployment ${idOf(newest.arn)} began.`);
        }
        const words = `${newest.stage ?? 'PENDING'}: ${newest.status}`;
        if (words !== told) pace.say(`  ${words}`);
        told = words;
        if ((await advance(order)).IsComplete) return;
      } else if (pace.now() - asked > listedWithinMs) {
        throw new Error(
          `service '${order.name}': ECS began no deployment within ${listedWithinMs / 60_000} minutes: look at its events with aws ecs describe-services --cluster ${cluster} --services ${service}`,
        );
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
      pace.say(
        `AWS could not answer just now (${error instanceof Error ? error.name : 'no reason'}): asking again.`,
      );
    }
    await pace.pause();
  }
}

function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
