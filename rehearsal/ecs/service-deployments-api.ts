import { AwsError } from '../plane.ts';
import type { PropertyReader } from '../property-reader.ts';
import type { EcsState } from './ecs-state.ts';
import { page } from './page.ts';
import type { Service } from './service.ts';
import { revisionArn, type ServiceDeployment } from './service-deployment.ts';

type Operations = Readonly<Record<string, (input: PropertyReader) => unknown>>;

/** Telling of the deployments that ECS makes by itself, and taking one back. */
export function serviceDeploymentsApi(state: EcsState): Operations {
  const all = () =>
    [...state.services.values()].flatMap((service) =>
      service.deployments.map((deployment) => ({ service, deployment })),
    );
  const find = (arn: string) => all().find(({ deployment }) => deployment.arn === arn);
  return {
    ListServiceDeployments(input) {
      const service = state.service(input.text('cluster') ?? 'default', input.requiredText('service'));
      const newestFirst = [...service.deployments].reverse();
      return page(
        input,
        'serviceDeployments',
        newestFirst.map((deployment) => {
          const { targetServiceRevision, ...rest } = describe(deployment);
          return { ...rest, targetServiceRevisionArn: targetServiceRevision?.arn };
        }),
        100,
      );
    },

    DescribeServiceDeployments(input) {
      const asked = input.texts('serviceDeploymentArns').map((arn) => ({ arn, found: find(arn) }));
      return {
        serviceDeployments: asked.flatMap(({ found }) => (found ? [describe(found.deployment)] : [])),
        failures: asked.filter(({ found }) => !found).map(({ arn }) => ({ arn, reason: 'MISSING' })),
      };
    },

    DescribeServiceRevisions(input) {
      const known = [...state.services.values()].flatMap(revisionsOf);
      const asked = input.texts('serviceRevisionArns').map((arn) => ({
        arn,
        found: known.find(({ serviceRevisionArn }) => serviceRevisionArn === arn),
      }));
      return {
        serviceRevisions: asked.flatMap(({ found }) => (found ? [found] : [])),
        failures: asked.filter(({ found }) => !found).map(({ arn }) => ({ arn, reason: 'MISSING' })),
      };
    },

    StopServiceDeployment(input) {
      const arn = input.requiredText('serviceDeploymentArn');
      const found = find(arn);
      if (!found) {
        throw new AwsError('ServiceDeploymentNotFoundException', `Service deployment not found: ${arn}.`);
      }
      if (!found.deployment.isGoing) {
        throw new AwsError('ConflictException', `The service deployment ${arn} has ended.`);
      }
      if (input.text('stopType') === 'ABORT') {
        throw new AwsError('InvalidParameterException', "stopType 'ABORT' is not played here, ROLLBACK is.");
      }
      found.deployment.stop('The service deployment was stopped by a user');
      return { serviceDeploymentArn: arn };
    },
  };
}

/** The revisions of a service: those that run, and those that its deployments brought. */
function revisionsOf({ props, placed, deployments }: Service) {
  const { arn: serviceArn, clusterArn } = props;
  const entry = (id: string, taskDefinition: string) => ({
    serviceRevisionArn: revisionArn(serviceArn, id),
    serviceArn,
    clusterArn,
    taskDefinition,
  });
  return [
    ...placed.map(({ set, order }) => entry(set.props.id, order.definition.arn)),
    ...deployments.map(({ taskSetId, arn, props: { definition } }) =>
      entry(taskSetId ?? arn, definition.arn),
    ),
  ];
}

function describe({ arn, props, status, stage, reason, finishedAt, taskSetId }: ServiceDeployment) {
  const { serviceArn, clusterArn, createdAt } = props;
  return {
    serviceDeploymentArn: arn,
    serviceArn,
    clusterArn,
    status,
    statusReason: reason,
    lifecycleStage: stage,
    createdAt: createdAt / 1000,
    startedAt: createdAt / 1000,
    finishedAt: finishedAt === undefined ? undefined : finishedAt / 1000,
    targetServiceRevision: { arn: revisionArn(serviceArn, taskSetId ?? arn) },
  };
}
