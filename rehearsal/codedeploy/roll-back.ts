import type { Deployment } from './deployment.ts';
import type { RunParts } from './run-parts.ts';
import { Traffic } from './traffic.ts';

/** Takes a deployment back: traffic goes to blue first, then green's tasks end. */
export async function rollBack(
  rollback: Deployment,
  failed: Deployment,
  { rules, taskSets, clock, tell }: RunParts,
): Promise<void> {
  const { group } = failed.props;
  const blue = failed.sides.get('Blue');
  const green = failed.sides.get('Green');
  if (blue === undefined || green === undefined) return;
  rollback.sides.set('Blue', green).set('Green', blue);
  const traffic = new Traffic({ rules, blue: blue.targetGroupArn, green: green.targetGroupArn });
  const event = rollback.event('AllowTraffic');
  event.status = 'InProgress';
  event.startTime = clock.now();
  traffic.shift(group.productionListenerArn, 0);
  if (group.testListenerArn !== undefined) traffic.shift(group.testListenerArn, 0);
  failed.greenPercent = 0;
  rollback.greenPercent = 100;
  tell(`${group.service}: all traffic is back on blue`);
  const current = taskSets.of(group.cluster, group.service);
  if (current.find(({ status }) => status === 'PRIMARY')?.id !== blue.taskSetId)
    taskSets.setPrimary(blue.taskSetId);
  event.status = 'Succeeded';
  event.endTime = clock.now();
  if (current.some(({ id }) => id === green.taskSetId)) await taskSets.delete(green.taskSetId);
}
