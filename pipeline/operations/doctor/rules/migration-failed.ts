import type { Rule } from '../diagnosis.ts';

/** CloudFormation's newest failure of the resource that migrates. */
export const migrationFailed: Rule = ({ stack, stopped, service, stage, here }) => {
  const failed = stack?.failures.find(({ type }) => type === 'Custom::Migration');
  const task = stopped.find(
    ({ revision, containers }) =>
      revision.startsWith(`${stage}-${service}-migrate:`) &&
      containers.some(({ exitCode }) => exitCode !== 0),
  );
  if (failed === undefined && task === undefined) return undefined;
  if (
    failed === undefined &&
    task !== undefined &&
    stack?.status.endsWith('_COMPLETE') &&
    !stack.status.includes('ROLLBACK')
  )
    return undefined;
  const exitCode = task?.containers.find(({ name }) => name === service)?.exitCode;
  const since = failed?.at ?? task?.at;
  return {
    name: 'migration failed',
    cause:
      'The migrations of the new version did not run to their end. No traffic moved; the schema is as far as the last one that succeeded.',
    evidence: [
      ...(failed === undefined ? [] : [`CloudFormation says of ${failed.logicalId}: ${failed.reason}`]),
      ...(task === undefined
        ? []
        : [
            `task ${task.id} of ${task.revision} ended${exitCode === undefined ? '' : ` with exit code ${exitCode}`}: ${task.reason}`,
          ]),
    ],
    ...(since === undefined ? {} : { since }),
    next: `npx shoal logs ${service}${here} says what failed: correct that statement in its file (the next run goes on there), or the program where it never came to one, then deploy again`,
    weight: 'wrong',
  };
};
