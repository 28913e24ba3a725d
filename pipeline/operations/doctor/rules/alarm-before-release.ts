import type { Rule } from '../diagnosis.ts';

/** CodeDeploy stops every release while an alarm of the service is on, the one that would cure it too. */
export const alarmBeforeRelease: Rule = ({ deployments, alarms, stage, service, here }) => {
  const [latest] = deployments.filter(({ by }) => by !== 'codeDeployRollback');
  const stopped = latest?.code === 'ALARM_ACTIVE' ? latest : undefined;
  const before = alarms.filter(({ since }) => stopped === undefined || since <= stopped.createdAt);
  if (before.length === 0) {
    if (stopped === undefined) return undefined;
    return {
      name: 'alarm during the release',
      cause: `The release of ${stopped.revision ?? 'a revision'} made an alarm fire, and CodeDeploy took it back.`,
      evidence: [`CodeDeploy says of ${stopped.id}: ${stopped.code}: ${stopped.message}`],
      since: stopped.endedAt ?? stopped.createdAt,
      next: `npx shoal logs ${service}${here}, mend it, then deploy again`,
      weight: 'wrong',
    };
  }
  return {
    name: stopped === undefined ? 'alarm is on' : 'alarm firing before the release',
    cause:
      stopped === undefined
        ? `${before.map(({ name }) => name).join(', ')} fires, and stops every release until it is over.`
        : `The release of ${stopped.revision ?? 'a revision'} was stopped by an alarm that was on before it began: not the release is at fault.`,
    evidence: [
      ...before.map(({ name, reason }) => `${name} is in ALARM: ${reason}`),
      ...(stopped === undefined
        ? []
        : [`CodeDeploy says of ${stopped.id}: ${stopped.code}: ${stopped.message}`]),
    ],
    since: Math.min(...before.map(({ since }) => since)),
    next: `what to do about it stands in docs/runbook.md under its name; ${
      here === ''
        ? `npx shoal status shows when it is over, then npx shoal deploy ${service}`
        : `where the release is its cure: npx cdk deploy ${stage}/${service} -c pastAlarms=${service}`
    }`,
    weight: 'wrong',
  };
};
