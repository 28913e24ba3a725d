import type { Rule } from '../diagnosis.ts';

/** What `stages.ts` counts with for the new tasks to start. */
const startMinutes = 10;

const going: ReadonlySet<string> = new Set(['Created', 'Queued', 'InProgress', 'Ready', 'Baking']);

/** A deployment whose tasks do not come up. CodeDeploy itself would wait for an hour. */
export const stuckDeployment: Rule = ({ deployments, now, service, here, aws }) => {
  const stuck = deployments.find(({ status, step, createdAt }) => {
    const minutes = (now - createdAt) / 60_000;
    return (
      going.has(status) &&
      minutes > startMinutes &&
      (step === 'BeforeInstall' || step === 'Install' || step === undefined)
    );
  });
  if (stuck === undefined) return undefined;
  return {
    name: 'stuck deployment',
    cause: `The deployment of ${stuck.revision ?? 'a revision'} by ${stuck.by} waits for tasks that do not become healthy; what served before still serves.`,
    evidence: [
      `CodeDeploy says of ${stuck.id}: ${stuck.status}${stuck.step === undefined ? '' : `, at ${stuck.step}`} for ${Math.round((now - stuck.createdAt) / 60_000)} minutes`,
    ],
    since: stuck.createdAt,
    next: `npx shoal logs ${service}${here} for why; to end it now: ${aws} deploy stop-deployment --deployment-id ${stuck.id} --auto-rollback-enabled`,
    weight: 'wrong',
  };
};
