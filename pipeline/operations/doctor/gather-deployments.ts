import {
  BatchGetDeploymentsCommand,
  type CodeDeployClient,
  type DeploymentGroupInfo,
  type DeploymentInfo,
  GetDeploymentGroupCommand,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import { failedEventOf, lifecycleEventsOf } from '../../release/deployment-events.ts';
import { markOf } from '../../release/release-mark.ts';
import { whoOf } from '../../release/who.ts';
import type { DeploymentEvidence } from './evidence.ts';

const lookedBackMs = 7 * 24 * 3_600_000;

/** What CodeDeploy says where it has nothing of that name: another strategy, or no deployment yet. */
const absent: ReadonlySet<string> = new Set([
  'ApplicationDoesNotExistException',
  'DeploymentGroupDoesNotExistException',
]);

/** BatchGetDeployments takes no more. */
const batch = 25;

export interface DeploymentQuery {
  /** The application's and its group's name, which are the same. */
  readonly name: string;
  readonly now: number;
}

/** The deployments of the last week, newest first. */
export async function deploymentsOf(
  codedeploy: Pick<CodeDeployClient, 'send'>,
  { name, now }: DeploymentQuery,
): Promise<readonly DeploymentInfo[]> {
  const { deployments = [] } = await codedeploy.send(
    new ListDeploymentsCommand({
      applicationName: name,
      deploymentGroupName: name,
      createTimeRange: { start: new Date(now - lookedBackMs) },
    }),
  );
  if (deployments.length === 0) return [];
  const { deploymentsInfo = [] } = await codedeploy.send(
    new BatchGetDeploymentsCommand({ deploymentIds: deployments.slice(0, batch) }),
  );
  return [...deploymentsInfo].sort(
    (left, right) => (right.createTime?.getTime() ?? 0) - (left.createTime?.getTime() ?? 0),
  );
}

/** The newest few, each with the step it is at or broke off at. */
export async function deploymentEvidenceOf(
  codedeploy: Pick<CodeDeployClient, 'send'>,
  query: DeploymentQuery,
): Promise<readonly DeploymentEvidence[]> {
  const found = await orNothing(deploymentsOf(codedeploy, query), []);
  return Promise.all(found.slice(0, 3).map((deployment) => evidenceOf(codedeploy, deployment)));
}

async function evidenceOf(
  codedeploy: Pick<CodeDeployClient, 'send'>,
  deployment: DeploymentInfo,
): Promise<DeploymentEvidence> {
  const events = await lifecycleEventsOf(codedeploy, deployment.deploymentId ?? '');
  const failed = failedEventOf(events, undefined);
  const current = events.findLast(({ status }) => status === 'InProgress')?.lifecycleEventName;
  return {
    id: deployment.deploymentId ?? '',
    status: deployment.status ?? '',
    by: whoOf(deployment),
    revision: markOf(deployment.description)?.revision,
    createdAt: deployment.createTime?.getTime() ?? 0,
    endedAt: deployment.completeTime?.getTime(),
    code: deployment.errorInformation?.code ?? '',
    message: deployment.errorInformation?.message ?? '',
    step: failed?.name ?? current,
    stepMessage: failed?.message ?? '',
  };
}

/** @returns nothing where ECS moves the traffic, or nothing is deployed */
export async function groupOf(
  codedeploy: Pick<CodeDeployClient, 'send'>,
  name: string,
): Promise<DeploymentGroupInfo | undefined> {
  const answer = codedeploy.send(
    new GetDeploymentGroupCommand({ applicationName: name, deploymentGroupName: name }),
  );
  return orNothing(
    answer.then(({ deploymentGroupInfo }) => deploymentGroupInfo),
    undefined,
  );
}

async function orNothing<Value>(asked: Promise<Value>, nothing: Value): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && absent.has(error.name)) return nothing;
    throw error;
  }
}
