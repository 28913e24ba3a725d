import { AwsError } from '../plane.ts';
import type { PropertyReader } from '../property-reader.ts';
import { deployNatively } from './deploy-natively.ts';
import { describeService } from './describe-service.ts';
import { type EcsState, lastPart } from './ecs-state.ts';
import type { NativeParts } from './native-parts.ts';
import { page } from './page.ts';

type Operations = Readonly<Record<string, (input: PropertyReader) => unknown>>;

/** What CodeDeploy alone may change of its services, each with the word AWS's refusal has for it. */
const codeDeploysOwn = {
  taskDefinition: 'task definition',
  forceNewDeployment: 'force new deployment',
  networkConfiguration: 'network parameters',
  platformVersion: 'platform version',
  loadBalancers: 'load balancers',
} as const;

/** Telling of clusters and services, and changing how many tasks a service has. */
export function servicesApi(state: EcsState, parts: NativeParts): Operations {
  return {
    DescribeServices(input) {
      const cluster = state.cluster(input.text('cluster'));
      const found = input
        .texts('services')
        .map((name) => ({ name, service: state.findService(cluster.name, name) }));
      return {
        services: found.flatMap(({ service }) => (service ? [describeService(service)] : [])),
        failures: found
          .filter(({ service }) => service === undefined)
          .map(({ name }) => ({
            arn: `${state.arnPrefix}:service/${cluster.name}/${lastPart(name)}`,
            reason: 'MISSING',
          })),
      };
    },

    ListServices(input) {
      const { name } = state.cluster(input.text('cluster'));
      const services = [...state.services.values()].filter(({ props }) => props.clusterName === name);
      return page(
        input,
        'serviceArns',
        services.map(({ props }) => props.arn),
        100,
      );
    },

    UpdateService(input) {
      const service = state.service(input.text('cluster') ?? 'default', input.requiredText('service'));
      const others = [
        'taskDefinition',
        'forceNewDeployment',
        'networkConfiguration',
        'platformVersion',
        'loadBalancers',
      ];
      for (const name of others as (keyof typeof codeDeploysOwn)[]) {
        if (!input.has(name) || input.raw[name] === false) continue;
        if (service.props.controller === 'CODE_DEPLOY') {
          throw new AwsError(
            'InvalidParameterException',
            `Unable to update ${codeDeploysOwn[name]} on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.`,
          );
        }
        if (name !== 'taskDefinition' && !(name === 'forceNewDeployment' && service.native !== undefined)) {
          throw new AwsError(
            'InvalidParameterException',
            `UpdateService: '${name}' is not played here, desiredCount and taskDefinition are.`,
          );
        }
      }
      input.refuseOthers(['cluster', 'service', 'desiredCount', 'taskDefinition', 'forceNewDeployment']);
      const desired = input.number('desiredCount');
      if (desired !== undefined) service.setDesired(desired);
      const wanted = input.text('taskDefinition');
      const anew = input.raw.forceNewDeployment === true;
      const old = service.primary?.order;
      if ((wanted !== undefined || anew) && old) {
        const definition = wanted === undefined ? old.definition : state.definitions.get(wanted);
        // As on AWS, the answer does not wait for the new tasks; where they fail, events and tasks tell.
        const order = { ...old, definition };
        const { native } = service;
        if (native !== undefined)
          void deployNatively(service, { ...order, anew }, native, parts).catch(() => undefined);
        else if (definition.arn !== old.definition.arn) void service.roll(order).catch(() => undefined);
      }
      return { service: describeService(service) };
    },

    DescribeClusters(input) {
      const asked = input.texts('clusters');
      const names = asked.length === 0 ? ['default'] : asked.map(lastPart);
      const found = names.map((name) => ({ name, cluster: state.clusters.get(name) }));
      return {
        clusters: found.flatMap(({ cluster }) =>
          cluster ? [describeCluster(state, cluster.name, cluster.arn)] : [],
        ),
        failures: found
          .filter(({ cluster }) => cluster === undefined)
          .map(({ name }) => ({ arn: `${state.arnPrefix}:cluster/${name}`, reason: 'MISSING' })),
      };
    },

    ListClusters: (input) =>
      page(
        input,
        'clusterArns',
        [...state.clusters.values()].map(({ arn }) => arn),
        100,
      ),
  };
}

function describeCluster(state: EcsState, clusterName: string, clusterArn: string): object {
  const tasks = state.tasks.in(clusterArn);
  return {
    clusterName,
    clusterArn,
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(({ status }) => status === 'RUNNING').length,
    pendingTasksCount: tasks.filter(({ status }) => status === 'PROVISIONING' || status === 'PENDING').length,
    activeServicesCount: [...state.services.values()].filter(({ props }) => props.clusterName === clusterName)
      .length,
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
    settings: [],
    statistics: [],
    tags: [],
  };
}
