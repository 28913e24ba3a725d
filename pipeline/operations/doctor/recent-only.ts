import { revisionOf } from '../../release/revision.ts';
import type { Evidence } from './evidence.ts';

/** ECS remembers a task for an hour, also one whose trouble a later release has ended: that one is no evidence any more. */
export function recentOnly<Known extends Pick<Evidence, 'ecs' | 'stack' | 'deployments' | 'stopped'>>(
  evidence: Known,
): Known {
  const { ecs, stack, deployments, stopped } = evidence;
  const failed = stack?.failures[0]?.at ?? Number.POSITIVE_INFINITY;
  const released = deployments
    .filter(({ status, by }) => status === 'Succeeded' && by !== 'codeDeployRollback')
    // What a stack does on its way back mends nothing.
    .filter(({ by, createdAt }) => by !== 'a deployment of its stack' || createdAt < failed)
    .map(({ createdAt }) => createdAt);
  const deployed = stack !== undefined && /^(CREATE|UPDATE)_COMPLETE/.test(stack.status) ? [stack.at] : [];
  const settled = Math.max(0, ...released, ...deployed);
  const begunAt = stack?.begunAt ?? 0;
  const serving = revisionOf(ecs?.serving ?? '');
  // What an earlier attempt brought is gone with it; what serves goes on failing through every attempt.
  return {
    ...evidence,
    stopped: stopped.filter(({ at, revision }) => at > settled && (at >= begunAt || revision === serving)),
  };
}
