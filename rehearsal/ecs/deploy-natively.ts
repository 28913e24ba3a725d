import type { NativeParts } from './native-parts.ts';
import type { NativeSettings } from './native-settings.ts';
import { runServiceDeployment } from './run-service-deployment.ts';
import type { Service, TaskSetOrder } from './service.ts';

/** What a service is to run; `anew` where new tasks are wanted of what it runs already. */
export type NativeOrder = TaskSetOrder & { readonly anew?: boolean };

/**
 * Brings a service to what is ordered, by a deployment where something of it is new. A deployment that is under way
 * is taken back first, as ECS does with one that a newer one overtakes.
 */
export async function deployNatively(
  service: Service,
  { anew = false, ...order }: NativeOrder,
  settings: NativeSettings,
  parts: NativeParts,
): Promise<void> {
  const active = service.deployments.find(({ isGoing }) => isGoing);
  if (active !== undefined) {
    active.stop('a newer deployment took its place');
    await active.ended;
  }
  const old = service.primary?.order;
  const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
  if (!anew && old?.definition.arn === order.definition.arn && same(old.told, order.told)) return;
  const deployment = service.addDeployment(order.definition);
  await runServiceDeployment({ service, deployment, order, settings, parts });
}
