import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { DescribeClustersCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { Pace } from '../../pipeline/operations/pace.ts';
import { Refusal } from '../command.ts';
import { boundAllServices } from '../wake/service-bounds.ts';

export interface RestServicesParts {
  readonly stage: string;
  readonly scaling: ApplicationAutoScalingClient;
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly pace: Pace;
}

/** A task drains for half a minute and has two to stop. */
const longestWaitMinutes = 10;

/** Lets every service of a stage end its tasks; resolves when there are none. @returns how many services that are */
export async function restServices({ stage, scaling, ecs, pace }: RestServicesParts): Promise<number> {
  const resting = await boundAllServices(scaling, stage, { min: 0, max: 0 });
  const began = pace.now();
  let told: number | undefined;
  for (;;) {
    const { clusters: [cluster] = [] } = await ecs.send(new DescribeClustersCommand({ clusters: [stage] }));
    const running = (cluster?.runningTasksCount ?? 0) + (cluster?.pendingTasksCount ?? 0);
    if (running === 0) return resting.length;
    if (running !== told) pace.say(`${running} tasks end what they began …`);
    told = running;
    if (pace.now() - began > longestWaitMinutes * 60_000) {
      throw new Refusal(
        `${running} tasks of ${stage} still run after ${longestWaitMinutes} minutes: aws ecs list-tasks --cluster ${stage} names them. Its services start none any more, and its database was left awake for these; the same command goes on.`,
      );
    }
    await pace.pause();
  }
}
