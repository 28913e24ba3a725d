import {
  type ApplicationAutoScalingClient,
  DeleteScheduledActionCommand,
  ObjectNotFoundException,
  type ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';

/** The one-time action that puts the bounds back which `npx shoal scale` has changed. */
export const restores = 'operator-restores';

/** Lets bounds stay as they are set now. AWS may have forgotten by itself what it has done. */
export async function forgetRestoring(
  scaling: Pick<ApplicationAutoScalingClient, 'send'>,
  {
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
  }: Pick<ScheduledAction, 'ServiceNamespace' | 'ResourceId' | 'ScalableDimension'>,
): Promise<void> {
  try {
    await scaling.send(
      new DeleteScheduledActionCommand({
        ServiceNamespace,
        ResourceId,
        ScalableDimension,
        ScheduledActionName: restores,
      }),
    );
  } catch (error) {
    if (!(error instanceof ObjectNotFoundException)) throw error;
  }
}
