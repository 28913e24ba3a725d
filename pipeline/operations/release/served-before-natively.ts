import type { ECSClient, TaskDefinition } from '@aws-sdk/client-ecs';
import { familyOf, revisionOf } from '../../release/revision.ts';
import { createServiceDeployments, listedNewestFirst } from '../../release/service-deployments.ts';
import { definitionOf } from './served-before.ts';

export interface ServedNatively {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly cluster: string;
  readonly service: string;
  /** The task definition that serves. */
  readonly serving: string;
}

/** DescribeServiceRevisions takes no more. */
const batch = 20;

/** The revision that served before this one, by what ECS brought and did not take back. */
export async function servedBeforeNatively({
  ecs,
  cluster,
  service,
  serving,
}: ServedNatively): Promise<TaskDefinition | undefined> {
  const listed = await listedNewestFirst(ecs, { cluster, service, status: ['SUCCESSFUL'] });
  const newestFirst = listed.filter(({ status }) => status === 'SUCCESSFUL');
  const deployments = createServiceDeployments(ecs);
  const brought: string[] = [];
  for (const { targetServiceRevisionArn: arn } of newestFirst.slice(0, batch)) {
    // One by one: asked for many, ECS answers in an order of its own.
    if (arn !== undefined) brought.push(...(await deployments.taskDefinitionsOf([arn])));
  }
  const before = brought.slice(brought.indexOf(serving) + 1).find((revision) => revision !== serving);
  if (before !== undefined) return definitionOf(ecs, before);
  // What came with the service itself may be longer ago than ECS remembers.
  const first = `${familyOf(serving)}:1`;
  return first === revisionOf(serving) ? undefined : definitionOf(ecs, first);
}
