import type { Evidence } from './evidence.ts';

export type Remark = NonNullable<Evidence['ecs']>['remarks'][number];

/**
 * What ECS says that is still true: what it said before the service became steady again is over. After a deployment that
 * was taken back the service is steady as well, and what was said during it is why. Newest first.
 */
export function liveRemarks({ ecs, stack }: Evidence): readonly Remark[] {
  const remarks = ecs?.remarks ?? [];
  if (stack !== undefined && stack.failures.length > 0)
    return remarks.filter(({ at }) => at >= stack.begunAt);
  const steady = remarks.findIndex(({ message }) => /has reached a steady state/.test(message));
  return remarks.slice(0, steady < 0 ? undefined : steady);
}
