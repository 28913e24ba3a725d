import { generatedName } from '../generated-name.ts';
import type { PlayedType } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { type AppConfigBook, idOf } from './appconfig-book.ts';

const told = {
  Description: 'it only says what this is for',
  Tags: 'tags have no effect here',
};

/** `started`: the agent answers before anything could ask it. */
export function playApplication(book: AppConfigBook, started: () => Promise<unknown>): PlayedType {
  return {
    type: 'AWS::AppConfig::Application',
    plays: ['Name'],
    inert: told,
    replacedBy: ['Name'],
    create: async ({ stackName, logicalId, properties, type }) => {
      await started();
      const id = idOf(stackName, logicalId);
      const name =
        new PropertyReader(type, properties).text('Name') ?? generatedName(stackName, logicalId, 64);
      book.applications.set(id, { id, name, environments: new Map(), profiles: new Map() });
      return { physicalId: id, attributes: { ApplicationId: id } };
    },
    update: async ({ physicalId }) => ({ physicalId, attributes: { ApplicationId: physicalId } }),
    delete: async ({ physicalId }) => void book.applications.delete(physicalId),
  };
}

export function playEnvironment(book: AppConfigBook): PlayedType {
  return {
    type: 'AWS::AppConfig::Environment',
    plays: ['ApplicationId', 'Name'],
    inert: {
      ...told,
      Monitors: 'no alarm is in alarm here',
      DeletionProtectionCheck: 'whoever stops the rehearsal means it',
    },
    replacedBy: ['ApplicationId', 'Name'],
    create: async ({ stackName, logicalId, properties, type }) => {
      const reader = new PropertyReader(type, properties);
      const id = idOf(stackName, logicalId);
      const environment = {
        id,
        name: reader.requiredText('Name'),
        deployments: [],
        deployed: new Map(),
      };
      book.application(reader.requiredText('ApplicationId')).environments.set(id, environment);
      return { physicalId: id, attributes: { EnvironmentId: id } };
    },
    update: async ({ physicalId }) => ({ physicalId, attributes: { EnvironmentId: physicalId } }),
    delete: async ({ physicalId, properties }) => {
      book.applications.get(String(properties.ApplicationId))?.environments.delete(physicalId);
    },
  };
}

export function playDeploymentStrategy(book: AppConfigBook): PlayedType {
  const put = (id: string, properties: unknown) => {
    const reader = new PropertyReader('AWS::AppConfig::DeploymentStrategy', properties);
    book.strategies.set(id, {
      id,
      name: reader.requiredText('Name'),
      minutes: reader.requiredNumber('DeploymentDurationInMinutes'),
      bakeMinutes: reader.number('FinalBakeTimeInMinutes') ?? 0,
      growthType: reader.text('GrowthType') ?? 'LINEAR',
      growthFactor: reader.requiredNumber('GrowthFactor'),
    });
    return { physicalId: id, attributes: { Id: id } };
  };
  return {
    type: 'AWS::AppConfig::DeploymentStrategy',
    plays: ['Name', 'DeploymentDurationInMinutes', 'FinalBakeTimeInMinutes', 'GrowthType', 'GrowthFactor'],
    inert: { ...told, ReplicateTo: 'strategies are kept nowhere else' },
    replacedBy: ['Name'],
    create: async ({ stackName, logicalId, properties }) => put(idOf(stackName, logicalId), properties),
    update: async ({ physicalId, properties }) => put(physicalId, properties),
    delete: async ({ physicalId }) => void book.strategies.delete(physicalId),
  };
}
