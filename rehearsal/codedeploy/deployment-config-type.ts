import { AwsError, type PlayedType, type Properties } from '../plane.ts';
import type { CodeDeployBook } from './codedeploy-book.ts';
import { requireEcs } from './compute-platform.ts';
import { nameOf } from './resource-name.ts';
import { parseRouting } from './traffic-routing.ts';

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
      requireEcs(call);
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
