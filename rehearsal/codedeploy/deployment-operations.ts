import { AwsError, type Operation } from '../plane.ts';
import { parseAppSpec } from './app-spec.ts';
import type { CodeDeployBook } from './codedeploy-book.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentRunner } from './deployment-runner.ts';
import { describeDeployment, describeTarget, targetIdOf } from './describe-deployment.ts';
import type { HookExecutions } from './hook-executions.ts';
import type { TaskSetsPort } from './ports.ts';

export interface DeploymentOperationsParts {
  readonly book: CodeDeployBook;
  readonly runner: DeploymentRunner;
  readonly hooks: HookExecutions;
  readonly taskSets: TaskSetsPort;
}

type Input = Readonly<Record<string, unknown>>;

/** The calls about deployments. */
export function deploymentOperations({
  book,
  runner,
  hooks,
  taskSets,
}: DeploymentOperationsParts): Readonly<Record<string, Operation>> {
  const deploymentOf = (input: Input): Deployment => {
    if (!input.deploymentId)
      throw new AwsError('DeploymentIdRequiredException', 'At least one deployment ID must be specified');
    return runner.get(input.deploymentId);
  };
  const targetOf = (deployment: Deployment, targetId: unknown): object => {
    if (targetId !== targetIdOf(deployment)) {
      throw new AwsError(
        'DeploymentTargetDoesNotExistException',
        `The deployment has no target '${targetId}', only '${targetIdOf(deployment)}'`,
      );
    }
    return describeTarget(deployment, taskSets);
  };
  return {
    CreateDeployment(input) {
      const group = book.group(input.applicationName, input.deploymentGroupName);
      if (input.revision === undefined)
        throw new AwsError('RevisionRequiredException', 'The revision was not specified');
      const configName = String(input.deploymentConfigName ?? group.configName);
      const deployment = runner.start({
        group,
        configName,
        routing: book.config(configName),
        spec: parseAppSpec(input.revision),
        description: input.description === undefined ? undefined : String(input.description),
      });
      return { deploymentId: deployment.props.id };
    },
    GetDeployment: (input) => ({ deploymentInfo: describeDeployment(deploymentOf(input)) }),
    BatchGetDeployments(input) {
      const ids = (input.deploymentIds ?? []) as readonly unknown[];
      if (ids.length > 25)
        throw new AwsError('BatchLimitExceededException', 'The maximum number of deployments is 25');
      return { deploymentsInfo: ids.map((id) => describeDeployment(runner.get(id))) };
    },
    ListDeployments: (input) => ({
      deployments: listed(input, book, runner).map(({ props }) => props.id),
    }),
    StopDeployment(input) {
      runner.stop(deploymentOf(input), input.autoRollbackEnabled === true);
      return { status: 'Pending', statusMessage: 'The deployment is being stopped' };
    },
    ContinueDeployment(input) {
      const { goOn, props } = deploymentOf(input);
      const type = input.deploymentWaitType ?? 'READY_WAIT';
      if (type !== 'READY_WAIT' && type !== 'TERMINATION_WAIT') {
        throw new AwsError(
          'InvalidDeploymentWaitTypeException',
          `The wait type '${type}' must be READY_WAIT or TERMINATION_WAIT`,
        );
      }
      if (goOn?.type !== type) {
        throw new AwsError(
          'DeploymentIsNotInReadyStateException',
          `The deployment ${props.id} is not in a ${type}`,
        );
      }
      goOn.now();
      return {};
    },
    ListDeploymentTargets: (input) => ({ targetIds: [targetIdOf(deploymentOf(input))] }),
    GetDeploymentTarget: (input) => ({ deploymentTarget: targetOf(deploymentOf(input), input.targetId) }),
    BatchGetDeploymentTargets(input) {
      const deployment = deploymentOf(input);
      const ids = (input.targetIds ?? [targetIdOf(deployment)]) as readonly unknown[];
      return { deploymentTargets: ids.map((id) => targetOf(deployment, id)) };
    },
    PutLifecycleEventHookExecutionStatus(input) {
      hooks.report(input.lifecycleEventHookExecutionId, input.status);
      return { lifecycleEventHookExecutionId: input.lifecycleEventHookExecutionId };
    },
  };
}

/** Newest first. Times are seconds since 1970, as the JSON protocol has them. */
function listed(input: Input, book: CodeDeployBook, runner: DeploymentRunner): readonly Deployment[] {
  const { applicationName, deploymentGroupName } = input;
  if (deploymentGroupName !== undefined) book.group(applicationName, deploymentGroupName);
  else if (applicationName !== undefined) book.application(applicationName);
  const statuses = input.includeOnlyStatuses as readonly string[] | undefined;
  const { start = Number.NEGATIVE_INFINITY, end = Number.POSITIVE_INFINITY } = (input.createTimeRange ??
    {}) as { start?: number; end?: number };
  return runner.all
    .filter(({ props, status }) => {
      const created = props.createTime / 1000;
      return (
        (applicationName === undefined || props.group.applicationName === applicationName) &&
        (deploymentGroupName === undefined || props.group.name === deploymentGroupName) &&
        (statuses === undefined || statuses.length === 0 || statuses.includes(status)) &&
        created >= start &&
        created <= end
      );
    })
    .reverse();
}
