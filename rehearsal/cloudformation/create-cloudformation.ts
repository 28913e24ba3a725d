import type { Clock, Plane } from '../plane.ts';
import { CloudFormation, type CloudFormationParts } from './cloudformation.ts';
import { createCloudFormationApi } from './cloudformation-api.ts';
import { createCustomResourcePlane, type Functions } from './custom-resource/custom-resource-plane.ts';

export interface CloudFormationPlaneParts extends Omit<CloudFormationParts, 'types'> {
  /** The planes that play the types of the templates. */
  readonly planes: readonly Plane[];
  /** Those of the Lambda plane: custom resources are played by calling them. */
  readonly functions: Functions;
  readonly clock: Clock;
}

export interface CloudFormationPlane extends Plane {
  readonly stacks: CloudFormation;
}

/** Deploys templates over the planes, and answers CloudFormation's own API. */
export function createCloudFormation({
  planes,
  functions,
  clock,
  ...parts
}: CloudFormationPlaneParts): CloudFormationPlane {
  const custom = createCustomResourcePlane({ functions, clock, region: parts.region });
  const stacks = new CloudFormation({ ...parts, types: [...planes, custom].flatMap(({ types }) => types) });
  return {
    stacks,
    types: custom.types,
    apis: [createCloudFormationApi(stacks)],
    close: () => custom.close(),
  };
}
