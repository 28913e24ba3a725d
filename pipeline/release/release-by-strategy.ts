import { type AsynchronousResource, type CustomResourceEvent, physicalIdOf } from './custom-resource.ts';
import { type ReleaseStrategy, releaseStrategyOf } from './release-strategy.ts';
import { propertiesOf } from './resource-properties.ts';

/** `Custom::Release`, by the strategy that the resource names. One function serves both. */
export function createReleaseByStrategy(
  releases: Readonly<Record<ReleaseStrategy, AsynchronousResource>>,
): AsynchronousResource {
  const releaseOf = (event: CustomResourceEvent): AsynchronousResource =>
    releases[releaseStrategyOf(propertiesOf(event).text('Strategy'))];
  return {
    async onEvent(event) {
      if (event.RequestType === 'Delete') return { PhysicalResourceId: physicalIdOf(event) };
      return releaseOf(event).onEvent(event);
    },
    async isComplete(event) {
      // The service is deleted by its own resource; a deployment is history and stays.
      if (event.RequestType === 'Delete') return { IsComplete: true };
      return releaseOf(event).isComplete(event);
    },
  };
}
