import { randomUUID } from 'node:crypto';
import { account, type Plane, type Played, type PlayedType, type Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';

export interface ScalingParts {
  readonly region: string;
  /** Keeps a service's desired count within bounds; undefined lifts them. */
  readonly setBounds: (
    cluster: string,
    service: string,
    bounds: { readonly min: number; readonly max: number } | undefined,
  ) => void;
}

/** Plays Application Auto Scaling as far as it needs no metric: a service keeps to its bounds. */
export function createScalingPlane(parts: ScalingParts): Plane {
  return {
    types: [playScalableTarget(parts), playScalingPolicy(parts)],
    apis: [],
    close: async () => undefined,
  };
}

function playScalableTarget({ region, setBounds }: ScalingParts): PlayedType {
  const apply = (call: { readonly properties: Properties; readonly type: string }): Played => {
    const reader = new PropertyReader(call.type, call.properties);
    const resource = reader.requiredText('ResourceId');
    const dimension = reader.requiredText('ScalableDimension');
    const [kind, cluster = '', service = ''] = resource.split('/');
    if (dimension !== 'ecs:service:DesiredCount' || kind !== 'service') {
      throw new Error(
        `${call.type}: '${dimension}' of '${resource}' is not played here, ecs:service:DesiredCount of service/<cluster>/<service> is`,
      );
    }
    const bounds = { min: reader.requiredNumber('MinCapacity'), max: reader.requiredNumber('MaxCapacity') };
    if (bounds.min > bounds.max) {
      throw new Error(
        `${call.type}: minimum capacity ${bounds.min} of '${resource}' is above the maximum of ${bounds.max}`,
      );
    }
    setBounds(cluster, service, bounds);
    const physicalId = `${resource}|${dimension}|ecs`;
    return {
      physicalId,
      attributes: {
        Id: physicalId,
        ScalableTargetARN: `arn:aws:application-autoscaling:${region}:${account}:scalable-target/${resource}`,
      },
    };
  };
  return {
    type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    plays: ['MinCapacity', 'MaxCapacity', 'ResourceId', 'ScalableDimension', 'ServiceNamespace'],
    inert: {
      RoleARN: 'nothing here asks for permission',
      ScheduledActions: 'a rehearsal has no off-hours',
      SuspendedState: 'nothing here scales by itself',
      Tags: 'tags have no effect here',
    },
    replacedBy: ['ResourceId', 'ScalableDimension', 'ServiceNamespace'],
    create: async (call) => apply(call),
    update: async (call) => apply(call),
    async delete({ physicalId }) {
      const [, cluster = '', service = ''] = physicalId.split('|')[0]?.split('/') ?? [];
      setBounds(cluster, service, undefined);
    },
  };
}

function playScalingPolicy({ region }: ScalingParts): PlayedType {
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
