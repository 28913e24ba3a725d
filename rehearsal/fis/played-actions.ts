import type { Properties } from '../plane.ts';

/** Calls an operation of one of the APIs that are played. */
export type CallApi = (service: string, operation: string, input: Properties) => Promise<unknown>;

/** Does to a target what the action does. @returns what was done, in a sentence */
type PlayAction = (target: Properties, call: CallApi) => Promise<string>;

/** Those that this machine has something for; faults inside of a task's network and processor are none of them. */
export const playedActions: Readonly<Record<string, PlayAction>> = {
  'aws:ecs:stop-task': async (target, call) => {
    const { cluster, service } = parametersOf(target);
    const { taskArns = [] } = (await call('ecs', 'ListTasks', { cluster, serviceName: service })) as {
      readonly taskArns?: readonly string[];
    };
    const chosen = taskArns.slice(0, countOf(String(target.SelectionMode ?? 'ALL'), taskArns.length));
    // As on AWS with emptyTargetResolutionMode `fail`.
    if (chosen.length === 0) throw new Error(`no task of ${service} was found to be stopped`);
    for (const task of chosen)
      await call('ecs', 'StopTask', { cluster, task, reason: 'Stopped by an experiment' });
    return `${chosen.length} of ${taskArns.length} tasks of ${service} were stopped`;
  },
  'aws:rds:reboot-db-instances': async ({ ResourceArns }, call) => {
    const ids = (Array.isArray(ResourceArns) ? ResourceArns : []).map((arn) => String(arn).split(':').at(-1));
    for (const DBInstanceIdentifier of ids)
      await call('rds', 'RebootDBInstance', { DBInstanceIdentifier, ForceFailover: 'true' });
    return `${ids.join(', ')} starts anew: there is no standby on one machine`;
  },
  'aws:elasticache:replicationgroup-interrupt-az-power': async (_target, call) => {
    const answer = await call('elasticache', 'DescribeReplicationGroups', {});
    const groups = groupIdsOf(answer);
    for (const ReplicationGroupId of groups)
      await call('elasticache', 'TestFailover', { ReplicationGroupId, NodeGroupId: '0001' });
    return `${groups.join(', ')} starts anew: there is no replica on one machine`;
  },
};

function parametersOf({ Parameters }: Properties): Readonly<Record<'cluster' | 'service', string>> {
  const { cluster, service } = (Parameters ?? {}) as Properties;
  return { cluster: String(cluster), service: String(service) };
}

/** `ALL`, `COUNT(2)` or `PERCENT(50)`, rounded down as FIS does. */
function countOf(mode: string, there: number): number {
  const [, kind, number = '0'] = /^(COUNT|PERCENT)\((\d+)\)$/.exec(mode) ?? [];
  if (kind === undefined) return there;
  return kind === 'COUNT' ? Number(number) : Math.floor((there * Number(number)) / 100);
}

function groupIdsOf(answer: unknown): readonly string[] {
  const { ReplicationGroups } = answer as {
    readonly ReplicationGroups: { readonly items: readonly Properties[] };
  };
  return ReplicationGroups.items.map(({ ReplicationGroupId }) => String(ReplicationGroupId));
}
