import { generatedName } from '../generated-name.ts';
import type { Played, PlayedType, Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { EcsState } from './ecs-state.ts';

const capacity = 'every task is a process of this machine';

export function playCluster(state: EcsState): PlayedType {
  const played = (name: string, properties: Properties): Played => {
    const settings = new PropertyReader(`cluster '${name}'`, properties).objects('ClusterSettings');
    const hasInsights = settings.some(
      (setting) => setting.text('Name') === 'containerInsights' && setting.text('Value') !== 'disabled',
    );
    const { arn } = state.addCluster(name, { hasInsights });
    return { physicalId: name, attributes: { Arn: arn } };
  };
  return {
    type: 'AWS::ECS::Cluster',
    plays: ['ClusterName', 'ClusterSettings'],
    inert: {
      CapacityProviders: capacity,
      DefaultCapacityProviderStrategy: capacity,
      Configuration: 'nobody opens a session in a process of this machine through ECS',
      ServiceConnectDefaults: 'Service Connect does not go with CodeDeploy',
      Tags: 'tags have no effect here',
    },
    replacedBy: ['ClusterName'],
    create: async ({ properties, stackName, logicalId, type }) =>
      played(
        new PropertyReader(type, properties).text('ClusterName') ?? generatedName(stackName, logicalId, 255),
        properties,
      ),
    update: async ({ physicalId, properties }) => played(physicalId, properties),
    async delete({ physicalId }) {
      const services = [...state.services.values()].filter(({ props }) => props.clusterName === physicalId);
      if (services.length > 0) {
        throw new Error(
          `The Cluster cannot be deleted while Services are active: ${services.map(({ props }) => props.name).join(', ')}`,
        );
      }
      state.clusters.delete(physicalId);
    },
  };
}

/** Which kinds of capacity a cluster offers makes no difference on one machine. */
export function playCapacityProviders(): PlayedType {
  const played = async ({ properties, type }: { properties: unknown; type: string }): Promise<Played> => ({
    physicalId: new PropertyReader(type, properties).requiredText('Cluster'),
    attributes: {},
  });
  return {
    type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    plays: [],
    inert: { Cluster: capacity, CapacityProviders: capacity, DefaultCapacityProviderStrategy: capacity },
    replacedBy: ['Cluster'],
    create: played,
    update: played,
    delete: async () => undefined,
  };
}
