import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ListServiceDeploymentsCommandInput,
  type ServiceDeploymentBrief,
  StopServiceDeploymentCommand,
} from '@aws-sdk/client-ecs';
import type { NativeOrder } from './native-order.ts';

/** A deployment that ECS makes by itself. */
export interface ServiceDeployment {
  readonly arn: string;
  readonly status: string;
  /** How far it has come: `SCALE_UP`, `BAKE_TIME`. */
  readonly stage: string | undefined;
  /** Why it is as it is, in ECS's words; empty where ECS gives none. */
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** What it brings. */
  readonly taskDefinition: string | undefined;
}

export interface ServiceDeployments {
  /** @returns nothing for a service that was never deployed. */
  newest(order: NativeOrder): Promise<ServiceDeployment | undefined>;
  /** The task definitions of revisions, by the revisions' ARNs. */
  taskDefinitionsOf(revisionArns: readonly string[]): Promise<readonly string[]>;
  /** Asks ECS to put back what was there before. */
  takeBack(arn: string): Promise<void>;
}

const going: ReadonlySet<string> = new Set([
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
]);

/** Whether it, or its taking back, has still to end. */
export function isGoing({ status }: ServiceDeployment): boolean {
  return going.has(status);
}

/** Errors that say that a deployment has ended by itself in the meantime. */
const ended: ReadonlySet<string> = new Set(['ConflictException', 'ServiceDeploymentNotFoundException']);

/** All that ECS remembers, on as many pages as it takes: it promises no order. */
export async function listedNewestFirst(
  ecs: Pick<ECSClient, 'send'>,
  asked: Pick<ListServiceDeploymentsCommandInput, 'cluster' | 'service' | 'status'>,
): Promise<readonly ServiceDeploymentBrief[]> {
  const listed: ServiceDeploymentBrief[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ecs.send(
      new ListServiceDeploymentsCommand({ ...asked, maxResults: 100, ...(nextToken && { nextToken }) }),
    );
    listed.push(...(page.serviceDeployments ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return listed.sort((left, right) => (right.createdAt?.getTime() ?? 0) - (left.createdAt?.getTime() ?? 0));
}

export function createServiceDeployments(ecs: Pick<ECSClient, 'send'>): ServiceDeployments {
  async function taskDefinitionsOf(revisionArns: readonly string[]): Promise<readonly string[]> {
    if (revisionArns.length === 0) return [];
    const { serviceRevisions = [] } = await ecs.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [...revisionArns] }),
    );
    return serviceRevisions.flatMap(({ taskDefinition }) => taskDefinition ?? []);
  }

  return {
    taskDefinitionsOf,
    async newest({ cluster, service }) {
      const [latest] = await listedNewestFirst(ecs, { cluster, service });
      if (latest?.serviceDeploymentArn === undefined) return undefined;
      const { serviceDeployments = [] } = await ecs.send(
        new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [latest.serviceDeploymentArn] }),
      );
      const [full = latest] = serviceDeployments;
      const rollback = 'rollback' in full ? full.rollback : undefined;
      const target = latest.targetServiceRevisionArn;
      const [taskDefinition] = await taskDefinitionsOf(target === undefined ? [] : [target]);
      return {
        arn: latest.serviceDeploymentArn,
        status: full.status ?? '',
        stage: 'lifecycleStage' in full ? full.lifecycleStage : undefined,
        reason:
          [rollback?.reason, full.statusReason].find((words) => words !== undefined && words !== '') ?? '',
        createdAt: full.createdAt?.getTime() ?? 0,
        taskDefinition,
      };
    },
    async takeBack(serviceDeploymentArn) {
      try {
        await ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }));
      } catch (error) {
        if (!(error instanceof Error && ended.has(error.name))) throw error;
      }
    },
  };
}
