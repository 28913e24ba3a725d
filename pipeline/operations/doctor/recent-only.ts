import type { Evidence } from './evidence.ts';

/** ECS remembers a task for an hour, also one whose trouble a later release has ended: that one is no evidence any more. */
export function recentOnly(evidence: Evidence): Evidence {
  const { stack, deployments, stopped } = evidence;
  const released = deployments
    .filter(({ status, by }) => status === 'Succeeded' && by !== 'codeDeployRollback')
    .map(({ createdAt }) => createdAt);
  const deployed = stack !== undefined && /^(CREATE|UPDATE)_COMPLETE/.test(stack.status) ? [stack.at] : [];
  const settled = Math.max(0, ...released, ...deployed);
  return { ...evidence, stopped: stopped.filter(({ at }) => at > settled) };
}
