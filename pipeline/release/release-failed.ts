import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { FailedEvent } from './deployment-events.ts';
import { wordsOf } from './release-cause.ts';
import type { ReleaseOrder } from './release-order.ts';
import { revisionOf } from './revision.ts';
import { shortened } from './shortened.ts';

export interface ReleaseFailure {
  readonly order: ReleaseOrder;
  readonly deployment: DeploymentInfo;
  readonly rollback: DeploymentInfo | undefined;
  readonly event: FailedEvent | undefined;
  readonly cause: string;
  /** The task definition that has the traffic now. */
  readonly serving: string | undefined;
}

/** A release that did not end with its revision serving; CloudFormation shows the sentence. */
export class ReleaseFailedError extends Error {
  readonly service: string;
  readonly deploymentId: string | undefined;
  readonly rollbackDeploymentId: string | undefined;
  readonly event: FailedEvent | undefined;
  readonly releaseCause: string;

  constructor(failure: ReleaseFailure) {
    super(sentenceOf(failure));
    this.name = 'ReleaseFailedError';
    this.service = failure.order.name;
    this.deploymentId = failure.deployment.deploymentId;
    this.rollbackDeploymentId = failure.rollback?.deploymentId;
    this.event = failure.event;
    this.releaseCause = failure.cause;
  }
}

function sentenceOf({ order, deployment, rollback, event, cause, serving }: ReleaseFailure): string {
  const told = shortened(cause.replace(/\.$/, ''));
  const how = (deployment.status ?? 'ended').toLowerCase();
  return [
    `service '${order.name}': deployment ${deployment.deploymentId} of ${revisionOf(order.taskDefinition)} ${how}${at(event, cause)}: ${told}.`,
    ...rollbackSentence(deployment, rollback),
    serving === undefined ? 'No task set has the traffic.' : `${revisionOf(serving)} has the traffic.`,
    ...pastAlarmsSentence(deployment),
    `Next: npx shoal logs ${order.name}`,
  ].join(' ');
}

/**
 * An alarm that was on before stops the deployment that would turn it off. This runs in the rehearsal as it does on AWS,
 * and the command that goes past an alarm would leave the rehearsal: it stands where somebody reads on.
 */
function pastAlarmsSentence({ errorInformation }: DeploymentInfo): string[] {
  if (errorInformation?.code !== 'ALARM_ACTIVE') return [];
  return [
    'Where the alarm was on before: docs/runbook.md says what to do about it, and how to release what is its cure.',
  ];
}

/** The step, and what it says unless the cause says it too. */
function at(event: FailedEvent | undefined, cause: string): string {
  if (event === undefined) return '';
  const hook = event.hook === undefined ? '' : ` in ${event.hook}${logOf(event.hook)}`;
  const said = event.message === undefined || cause.includes(event.message);
  const message = said ? '' : ` (${shortened(event.message)})`;
  return ` at ${event.name}${hook}${message}`;
}

/** What the service's stack calls them: `CodeDeployHook_<stage>_<service>`, `/shoal/<stage>/<service>/proof`. */
function logOf(hook: string): string {
  const [, stage, service] = /^CodeDeployHook_([^_]+)_([^_]+)$/.exec(hook) ?? [];
  return stage === undefined ? '' : `, which logs to /shoal/${stage}/${service}/proof`;
}

function rollbackSentence(
  deployment: DeploymentInfo,
  rollback: DeploymentInfo | undefined,
): readonly string[] {
  if (rollback === undefined) {
    if (deployment.status === 'Succeeded') return [];
    const remark = deployment.rollbackInfo?.rollbackMessage;
    return [`CodeDeploy started no rollback${remark === undefined ? '' : ` (${shortened(remark)})`}.`];
  }
  if (rollback.status === 'Succeeded') return [`Deployment ${rollback.deploymentId} rolled it back.`];
  const how = (rollback.status ?? 'ended').toLowerCase();
  const why = shortened(wordsOf(rollback));
  return [`Its rollback, deployment ${rollback.deploymentId}, ${how} too${why === '' ? '' : `: ${why}`}.`];
}
