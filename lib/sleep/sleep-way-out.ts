import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { StageStack } from '../stage-stack.ts';
import { GroundSleep } from './ground-sleep.ts';

/**
 * A stopped instance keeps its network interface, and with it its address and the routes that lead to it; its disk
 * holds the rules by which it forwards. So it goes on where it stopped. Its address is paid for all the same.
 * @returns nothing where the way out is no instance of ours
 */
export function sleepWayOut(
  stack: StageStack,
  instances: readonly ec2.Instance[],
  key: kms.IKey,
): GroundSleep | undefined {
  const [instance, ...others] = instances;
  if (instance === undefined) return undefined;
  if (others.length > 0) {
    throw new Error(
      `stage '${stack.stage.name}': ${instances.length} instances are its way out, and sleep knows one; give each a schedule in lib/sleep`,
    );
  }
  return new GroundSleep(stack, 'WayOutSleep', {
    stage: stack.stage,
    key,
    ground: {
      name: 'way-out',
      service: 'ec2',
      stop: 'stopInstances',
      start: 'startInstances',
      input: { InstanceIds: [instance.instanceId] },
      arn: stack.formatArn({
        service: 'ec2',
        resource: 'instance',
        resourceName: instance.instanceId,
      }),
    },
  });
}
