import { generatedName } from '../generated-name.ts';
import type { CreateCall, Played, PlayedType } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { EcsState } from './ecs-state.ts';
import { inertTaskProperties } from './read-task-definition.ts';

const plays = ['Family', 'ContainerDefinitions', 'Cpu', 'Memory'];

export function playTaskDefinition(state: EcsState): PlayedType {
  return {
    type: 'AWS::ECS::TaskDefinition',
    plays,
    inert: inertTaskProperties,
    // A revision never changes: each change is a new one.
    replacedBy: [...plays, ...Object.keys(inertTaskProperties).filter((name) => name !== 'Tags')],
    create: async ({ properties, stackName, logicalId, type }: CreateCall) => {
      const family =
        new PropertyReader(type, properties).text('Family') ?? generatedName(stackName, logicalId, 255);
      return played(state.definitions.register(family, properties).arn);
    },
    update: async ({ physicalId }) => played(physicalId),
    delete: async ({ physicalId }) => state.definitions.deregister(physicalId),
  };
}

function played(arn: string): Played {
  return { physicalId: arn, attributes: { TaskDefinitionArn: arn } };
}
