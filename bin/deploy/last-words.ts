import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { stoppedTasksOf, tasksOf } from '../../pipeline/operations/doctor/gather-ecs.ts';
import { linesOf } from '../../pipeline/operations/doctor/gather-lines.ts';
import { tellingLine } from './telling-line.ts';

export interface LastWords {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly logs: Pick<CloudWatchLogsClient, 'send'>;
  readonly stage: string;
  readonly service: string;
  /** What failed before is another deployment's. */
  readonly since: Date;
}

/** A program that was told to stop and did. */
const asTold: ReadonlySet<number | undefined> = new Set([0, 143]);

/** @returns what the newest task that failed since then wrote of it, of the service itself or of its migrations */
export async function lastWords({
  ecs,
  logs,
  stage,
  service,
  since,
}: LastWords): Promise<string | undefined> {
  const families = [`${stage}-${service}`, `${stage}-${service}-migrate`];
  // By family, since a first deployment that was taken back leaves no service to ask for.
  const stopped = await Promise.all(
    families.map((family) => tasksOf(ecs, { cluster: stage, family, desiredStatus: 'STOPPED' })),
  );
  const [newest] = stoppedTasksOf(stopped.flat()).filter(
    ({ at, containers }) =>
      at >= since.getTime() &&
      containers.some(({ name, exitCode }) => name === service && !asTold.has(exitCode)),
  );
  if (newest === undefined) return undefined;
  const line = tellingLine(
    await linesOf(logs, { group: `/shoal/${stage}/${service}`, service, taskIds: [newest.id] }),
  );
  return line === undefined ? undefined : `Task ${newest.id} of ${newest.revision} wrote: ${line}`;
}
