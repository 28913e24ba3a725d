import {
  BatchGetDeploymentsCommand,
  type CodeDeployClient,
  CreateDeploymentCommand,
  type DeploymentInfo,
  type DeploymentStatus,
  ListDeploymentsCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import { appSpecOf } from './app-spec.ts';
import type { Clock } from './clock.ts';
import { descriptionOf } from './release-mark.ts';
import type { ReleaseOrder } from './release-order.ts';

const activeStatuses: readonly DeploymentStatus[] = ['Created', 'Queued', 'InProgress', 'Ready', 'Baking'];

/** CloudFormation waits an hour for a resource, so what a request started is never older than this. */
const searchedMilliseconds = 3 * 60 * 60 * 1000;

/** BatchGetDeployments takes no more. */
const batchSize = 25;

export function isActive(deployment: DeploymentInfo): boolean {
  return deployment.status !== undefined && activeStatuses.includes(deployment.status);
}

export interface Deployments {
  /** The deployments of the last hours, and every one still going on however old, each once. */
  recent(order: ReleaseOrder): Promise<readonly DeploymentInfo[]>;
  get(deploymentId: string): Promise<DeploymentInfo | undefined>;
  start(order: ReleaseOrder, tasks: number): Promise<void>;
  /** Stops it, and has CodeDeploy go back to what served before. */
  stop(deploymentId: string): Promise<void>;
}

export function createDeployments(codedeploy: Pick<CodeDeployClient, 'send'>, clock: Clock): Deployments {
  async function ids(order: ReleaseOrder, filter: object): Promise<readonly string[]> {
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await codedeploy.send(
        new ListDeploymentsCommand({
          applicationName: order.application,
          deploymentGroupName: order.deploymentGroup,
          ...filter,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      found.push(...(page.deployments ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return found;
  }

  async function get(deploymentIds: readonly string[]): Promise<readonly DeploymentInfo[]> {
    const found: DeploymentInfo[] = [];
    for (let at = 0; at < deploymentIds.length; at += batchSize) {
      const batch = deploymentIds.slice(at, at + batchSize);
      const page = await codedeploy.send(new BatchGetDeploymentsCommand({ deploymentIds: batch }));
      found.push(...(page.deploymentsInfo ?? []));
    }
    return found;
  }

  return {
    async recent(order) {
      const start = new Date(clock.now() - searchedMilliseconds);
      const young = await ids(order, { createTimeRange: { start } });
      const active = await ids(order, { includeOnlyStatuses: [...activeStatuses] });
      return get([...new Set([...young, ...active])]);
    },
    async get(deploymentId) {
      return (await get([deploymentId]))[0];
    },
    async start(order, tasks) {
      await codedeploy.send(
        new CreateDeploymentCommand({
          applicationName: order.application,
          deploymentGroupName: order.deploymentGroup,
          description: descriptionOf(order, tasks),
          revision: { revisionType: 'AppSpecContent', appSpecContent: { content: appSpecOf(order) } },
        }),
      );
    },
    async stop(deploymentId) {
      try {
        await codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
      } catch (error) {
        // It ended by itself in the meantime.
        if (!(error instanceof Error && error.name === 'DeploymentAlreadyCompletedException')) throw error;
      }
    },
  };
}
