import type { ApiService, Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import {
  dimension,
  type ScalableTarget,
  type ScalableTargets,
  type ScheduledAction,
} from './scalable-targets.ts';

/** What tells of bounds and of when they change, and changes both. */
export function scalingApi(targets: ScalableTargets): ApiService {
  const operations: Readonly<Record<string, (input: PropertyReader) => unknown>> = {
    DescribeScalableTargets(input) {
      const asked = input.texts('ResourceIds');
      const found = targets.all.filter(({ resource }) => asked.length === 0 || asked.includes(resource));
      return {
        ScalableTargets: found.map((target) => describeTarget(target, targets.arnOf(target.resource))),
      };
    },
    RegisterScalableTarget(input) {
      const resource = input.requiredText('ResourceId');
      targets.register(resource, { min: input.number('MinCapacity'), max: input.number('MaxCapacity') });
      return { ScalableTargetARN: targets.arnOf(resource) };
    },
    DescribeScheduledActions(input) {
      const resource = input.text('ResourceId');
      const names = input.texts('ScheduledActionNames');
      const found = targets.all
        .filter((target) => resource === undefined || target.resource === resource)
        .flatMap((target) =>
          [...target.actions.values()]
            .filter(({ name }) => names.length === 0 || names.includes(name))
            .map((action) => describeAction(target.resource, action)),
        );
      return { ScheduledActions: found };
    },
    PutScheduledAction(input) {
      targets.putAction(input.requiredText('ResourceId'), input);
      return {};
    },
    DeleteScheduledAction(input) {
      targets.deleteAction(input.requiredText('ResourceId'), input.requiredText('ScheduledActionName'));
      return {};
    },
  };
  return {
    signingName: 'application-autoscaling',
    protocol: 'json',
    namespace: 'AnyScaleFrontendService',
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        (input: Properties) => operation(new PropertyReader(name, input)),
      ]),
    ),
  };
}

function describeTarget({ resource, min, max, createdAt }: ScalableTarget, arn: string): object {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: resource,
    ScalableDimension: dimension,
    MinCapacity: min,
    MaxCapacity: max,
    CreationTime: createdAt,
    ScalableTargetARN: arn,
  };
}

function describeAction(resource: string, action: ScheduledAction): object {
  return {
    ScheduledActionName: action.name,
    ServiceNamespace: 'ecs',
    ResourceId: resource,
    ScalableDimension: dimension,
    Schedule: action.schedule,
    Timezone: action.timezone,
    ...(action.startTime === undefined ? {} : { StartTime: new Date(action.startTime) }),
    ScalableTargetAction: { MinCapacity: action.min, MaxCapacity: action.max },
    CreationTime: action.createdAt,
  };
}
