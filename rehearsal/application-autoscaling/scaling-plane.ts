import { randomUUID } from 'node:crypto';
import { account, type Plane, type Played, type PlayedType, type Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { dimension, ScalableTargets, type ScalingParts } from './scalable-targets.ts';
import { scalingApi } from './scaling-api.ts';

/** Plays Application Auto Scaling as far as it needs no metric: services keep to their bounds, which follow the clock. */
export function createScalingPlane(parts: ScalingParts): Plane {
  const targets = new ScalableTargets(parts);
  return {
    types: [playScalableTarget(targets), playScalingPolicy(parts.region)],
    apis: [scalingApi(targets)],
    close: async () => undefined,
  };
}

function playScalableTarget(targets: ScalableTargets): PlayedType {
  const apply = (call: {
    readonly properties: Properties;
    readonly oldProperties?: Properties;
    readonly type: string;
  }): Played => {
    const reader = new PropertyReader(call.type, call.properties);
    const resource = reader.requiredText('ResourceId');
    const scaled = reader.requiredText('ScalableDimension');
    if (scaled !== dimension || !/^service\/[^/]+\/[^/]+$/.test(resource)) {
      throw new Error(
        `${call.type}: '${scaled}' of '${resource}' is not played here, ${dimension} of service/<cluster>/<service> is`,
      );
    }
    targets.register(resource, {
      min: reader.requiredNumber('MinCapacity'),
      max: reader.requiredNumber('MaxCapacity'),
    });
    const actions = reader.objects('ScheduledActions');
    const names = namesOf(actions);
    // What a command has put beside those of the template is none of its business.
    for (const name of namesOf(
      new PropertyReader(call.type, call.oldProperties ?? {}).objects('ScheduledActions'),
    )) {
      if (!names.includes(name) && targets.get(resource).actions.has(name))
        targets.deleteAction(resource, name);
    }
    for (const action of actions) targets.putAction(resource, action);
    return {
      physicalId: `${resource}|${scaled}|ecs`,
      attributes: { Id: `${resource}|${scaled}|ecs`, ScalableTargetARN: targets.arnOf(resource) },
    };
  };
  return {
    type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    plays: [
      'MinCapacity',
      'MaxCapacity',
      'ResourceId',
      'ScalableDimension',
      'ScheduledActions',
      'ServiceNamespace',
    ],
    inert: {
      RoleARN: 'nothing here asks for permission',
      SuspendedState: 'nothing here scales by itself',
      Tags: 'tags have no effect here',
    },
    replacedBy: ['ResourceId', 'ScalableDimension', 'ServiceNamespace'],
    create: async (call) => apply(call),
    update: async (call) => apply(call),
    async delete({ physicalId }) {
      targets.deregister(physicalId.split('|')[0] ?? '');
    },
  };
}

function namesOf(actions: readonly PropertyReader[]): readonly string[] {
  return actions.map((action) => action.requiredText('ScheduledActionName'));
}

function playScalingPolicy(region: string): PlayedType {
  const measured = 'no metric is kept here yet, so the number of tasks stays where it is within its bounds';
  return {
    type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    plays: ['PolicyName'],
    inert: {
      PolicyType: measured,
      ScalingTargetId: measured,
      ResourceId: measured,
      ScalableDimension: measured,
      ServiceNamespace: measured,
      StepScalingPolicyConfiguration: measured,
      TargetTrackingScalingPolicyConfiguration: measured,
      PredictiveScalingPolicyConfiguration: measured,
    },
    replacedBy: ['PolicyName'],
    async create({ properties, type }) {
      const name = new PropertyReader(type, properties).requiredText('PolicyName');
      return policy(
        `arn:aws:autoscaling:${region}:${account}:scalingPolicy:${randomUUID()}:policyName/${name}`,
      );
    },
    update: async ({ physicalId }) => policy(physicalId),
    delete: async () => undefined,
  };
}

function policy(arn: string): Played {
  return { physicalId: arn, attributes: { Arn: arn } };
}
