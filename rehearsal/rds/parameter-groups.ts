import { generatedName } from '../generated-name.ts';
import { account, type CreateCall, type PlayedType } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { variablesOf } from './database-parameters.ts';

/** The parameter groups there are, as variables of the server. */
export class ParameterGroups {
  readonly #groups = new Map<string, Readonly<Record<string, string>>>();
  readonly #listeners = new Set<(group: string) => Promise<void>>();

  /** A group of AWS's own, `default.mysql8.4`, changes nothing. */
  variables(group: string | undefined): Readonly<Record<string, string>> {
    return (group === undefined ? undefined : this.#groups.get(group)) ?? {};
  }

  async set(group: string, variables: Readonly<Record<string, string>>): Promise<void> {
    this.#groups.set(group, variables);
    await Promise.all([...this.#listeners].map((listener) => listener(group)));
  }

  delete(group: string): void {
    this.#groups.delete(group);
  }

  /** Whoever uses a group hears of its changes. */
  onChange(listener: (group: string) => Promise<void>): void {
    this.#listeners.add(listener);
  }
}

export function playParameterGroup(groups: ParameterGroups, region: string): PlayedType {
  const played = async (name: string, { properties, type }: Pick<CreateCall, 'properties' | 'type'>) => {
    await groups.set(name, variablesOf(name, new PropertyReader(type, properties).textMap('Parameters')));
    return {
      physicalId: name,
      attributes: {
        DBParameterGroupName: name,
        DBParameterGroupArn: `arn:aws:rds:${region}:${account}:pg:${name}`,
      },
    };
  };
  return {
    type: 'AWS::RDS::DBParameterGroup',
    plays: ['DBParameterGroupName', 'Parameters'],
    inert: {
      Description: 'it only says what the group is for',
      Family: 'the version of the server is the one of this machine',
      Tags: 'tags have no effect here',
    },
    replacedBy: ['DBParameterGroupName', 'Family'],
    create: (call) =>
      played(
        new PropertyReader(call.type, call.properties).text('DBParameterGroupName') ??
          generatedName(call.stackName, call.logicalId, 255).toLowerCase(),
        call,
      ),
    update: (call) => played(call.physicalId, call),
    delete: async ({ physicalId }) => groups.delete(physicalId),
  };
}
