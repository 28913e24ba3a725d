import { generatedName } from '../generated-name.ts';
import type { Plane, PlayedType } from '../plane.ts';
import { ParameterStore } from './parameter-store.ts';
import { createParametersApi } from './parameters-api.ts';

export interface ParametersParts {
  readonly region: string;
  /** Values that win over those a template gives. @default - none */
  readonly presets?: Readonly<Record<string, string>>;
}

export interface ParametersPlane extends Plane {
  readonly parameters: ParameterStore;
}

export function createParametersPlane({ region, presets = {} }: ParametersParts): ParametersPlane {
  const parameters = new ParameterStore({ region, presets });
  return {
    parameters,
    types: [playParameter(parameters)],
    apis: [createParametersApi(parameters)],
    close: async () => {},
  };
}

function playParameter(store: ParameterStore): PlayedType {
  const put = (name: string, value: unknown, type: unknown) => {
    const stored = store.declare(name, String(value), String(type));
    return { physicalId: name, attributes: { Type: stored.type, Value: stored.value } };
  };
  return {
    type: 'AWS::SSM::Parameter',
    plays: ['Name', 'Type', 'Value'],
    inert: {
      AllowedPattern: 'CloudFormation checks it on AWS',
      DataType: 'every value here is text',
      Description: 'it only says what the parameter is for',
      Policies: 'nothing here expires',
      Tier: 'a rehearsal keeps values of any size',
    },
    replacedBy: ['Name', 'Type'],
    create: async ({ stackName, logicalId, properties }) => {
      const name =
        typeof properties.Name === 'string'
          ? properties.Name
          : `CFN-${generatedName(stackName, logicalId, 128)}`;
      return put(name, properties.Value, properties.Type);
    },
    update: async ({ physicalId, properties }) => put(physicalId, properties.Value, properties.Type),
    delete: async ({ physicalId }) => store.delete(physicalId),
  };
}
