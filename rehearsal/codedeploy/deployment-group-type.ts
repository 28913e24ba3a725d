import { randomUUID } from 'node:crypto';
import { AwsError, type PlayedType } from '../plane.ts';
import type { CodeDeployBook } from './codedeploy-book.ts';
import { defineDeploymentGroup } from './deployment-group.ts';
import { nameOf } from './resource-name.ts';

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
      Tags: 'nothing asks for a group by its tags',
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
