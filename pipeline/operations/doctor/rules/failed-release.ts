import type { Rule } from '../diagnosis.ts';

/** The last release did not come to serve. Its cause, where ECS knows one, is another rule's. */
export const failedRelease: Rule = ({ deployments, service, here }) => {
  const [latest] = deployments.filter(({ code }) => code !== 'ALARM_ACTIVE');
  const broken = deployments
    .slice(0, 2)
    .find(({ status, code }) => (status === 'Failed' || status === 'Stopped') && code !== 'ALARM_ACTIVE');
  // A rollback is a deployment as well, and the newest one then.
  if (broken === undefined || (latest !== broken && latest?.by !== 'codeDeployRollback')) return undefined;
  return {
    name: 'release failed',
    cause: `The last release, of ${broken.revision ?? 'a revision'}, ended ${broken.status.toLowerCase()}${broken.step === undefined ? '' : ` at ${broken.step}`}; what served before still serves.`,
    evidence: [
      `CodeDeploy says of ${broken.id}: ${[broken.code, broken.message, broken.stepMessage].filter((part) => part !== '').join(': ') || 'nothing'}`,
    ],
    since: broken.endedAt ?? broken.createdAt,
    next: `npx shoal logs ${service}${here}, mend it, then deploy again`,
    weight: 'wrong',
  };
};
