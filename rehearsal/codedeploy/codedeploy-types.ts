import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError, type PlayedType, type Properties, type ResourceCall } from '../plane.ts';
import type { CodeDeployBook } from './codedeploy-book.ts';
import { defineDeploymentGroup } from './deployment-group.ts';
import { parseRouting } from './traffic-routing.ts';

const untagged = 'nothing asks for it by its tags';

export function applicationType(book: CodeDeployBook): PlayedType {
  return {
    type: 'AWS::CodeDeploy::Application',
    plays: ['ApplicationName', 'ComputePlatform'],
    inert: { Tags: untagged },
    replacedBy: ['ApplicationName', 'ComputePlatform'],
    async create(call) {
      requireEcs(call.properties, call.logicalId);
      const name = nameOf(call, 'ApplicationName');
      if (book.applications.has(name)) {
        throw new AwsError('ApplicationAlreadyExistsException', `Application already exists: ${name}`);
      }
      book.applications.set(name, { id: randomUUID(), name, createTime: Date.now() });
      return { physicalId: name, attributes: {} };
    },
    async update({ physicalId }) {
      return { physicalId, attributes: {} };
    },
    async delete({ physicalId }) {
      for (const group of book.groupsOf(physicalId)) book.groups.delete(`${physicalId}/${group.name}`);
      book.applications.delete(physicalId);
    },
  };
}

export function deploymentConfigType(book: CodeDeployBook): PlayedType {
  return {
    type: 'AWS::CodeDeploy::DeploymentConfig',
    plays: ['DeploymentConfigName', 'ComputePlatform', 'TrafficRoutingConfig'],
    inert: {
      MinimumHealthyHosts: 'it speaks of servers, not of ECS',
      ZonalConfig: 'one machine is one zone',
    },
    replacedBy: ['DeploymentConfigName', 'ComputePlatform', 'TrafficRoutingConfig'],
    async create(call) {
      requireEcs(call.properties, call.logicalId);
      const name = nameOf(call, 'DeploymentConfigName');
      if (book.configs.has(name)) {
        throw new AwsError(
          'DeploymentConfigAlreadyExistsException',
          `Deployment config already exists: ${name}`,
        );
      }
      book.configs.set(name, parseRouting((call.properties.TrafficRoutingConfig ?? {}) as Properties));
      return { physicalId: name, attributes: {} };
    },
    async update({ physicalId }) {
      return { physicalId, attributes: {} };
    },
    async delete({ physicalId }) {
      book.configs.delete(physicalId);
    },
  };
}

export function deploymentGroupType(book: CodeDeployBook): PlayedType {
  return {
    type: 'AWS::CodeDeploy::DeploymentGroup',
    plays: [
      'ApplicationName',
      'DeploymentGroupName',
      'DeploymentConfigName',
      'ServiceRoleArn',
      'DeploymentStyle',
      'BlueGreenDeploymentConfiguration',
      'LoadBalancerInfo',
      'ECSServices',
      'AutoRollbackConfiguration',
      'AlarmConfiguration',
    ],
    inert: {
      TriggerConfigurations: 'nobody is notified here; the events are printed',
      OutdatedInstancesStrategy: 'it speaks of servers, not of ECS',
      TerminationHookEnabled: 'it speaks of servers, not of ECS',
      Tags: untagged,
    },
    replacedBy: ['ApplicationName', 'DeploymentGroupName'],
    async create(call) {
      const application = book.application(call.properties.ApplicationName);
      const name = nameOf(call, 'DeploymentGroupName');
      const key = `${application.name}/${name}`;
      if (book.groups.has(key)) {
        throw new AwsError(
          'DeploymentGroupAlreadyExistsException',
          `Deployment Group already exists: ${name}`,
        );
      }
      const group = defineDeploymentGroup(randomUUID(), name, call.properties);
      book.config(group.configName);
      book.groups.set(key, group);
      return { physicalId: name, attributes: {} };
    },
    async update({ physicalId, properties }) {
      const known = book.group(properties.ApplicationName, physicalId);
      // A deployment that is under way goes on with the group as it was when it began.
      const group = defineDeploymentGroup(known.id, physicalId, properties);
      book.config(group.configName);
      book.groups.set(`${group.applicationName}/${physicalId}`, group);
      return { physicalId, attributes: {} };
    },
    async delete({ physicalId, properties }) {
      book.groups.delete(`${properties.ApplicationName}/${physicalId}`);
    },
  };
}

function requireEcs({ ComputePlatform }: Properties, logicalId: string): void {
  if (ComputePlatform === 'ECS') return;
  throw new AwsError(
    'InvalidComputePlatformException',
    `${logicalId}: ComputePlatform is '${ComputePlatform}', the rehearsal plays 'ECS'`,
  );
}

/** The name CloudFormation gives where a template gives none. */
function nameOf(
  { properties, stackName, logicalId }: ResourceCall & { properties: Properties },
  property: string,
): string {
  const given = properties[property];
  return given === undefined
    ? `${stackName}-${logicalId}-${randomBytes(6).toString('hex').toUpperCase()}`
    : String(given);
}
