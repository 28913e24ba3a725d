import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { FailedEvent } from './failed-event.ts';
import type { ReleaseOrder } from './release-order.ts';
import { revisionOf } from './revision.ts';

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
  const how = (deployment.status ?? 'ended').toLowerCase();
  return [
    `service '${order.name}': deployment ${deployment.deploymentId} of ${revisionOf(order.taskDefinition)} ${how}${at(event)}: ${cause}.`,
    rollbackSentence(rollback),
    serving === undefined ? 'No task set has the traffic.' : `${revisionOf(serving)} has the traffic.`,
    `Next: npx shoal logs ${order.name}`,
  ].join(' ');
}

function at(event: FailedEvent | undefined): string {
  if (event === undefined) return '';
  const hook = event.hook === undefined ? '' : ` in ${event.hook}`;
  const message = event.message === undefined ? '' : ` (${event.message})`;
  return ` at ${event.name}${hook}${message}`;
}

function rollbackSentence(rollback: DeploymentInfo | undefined): string {
  if (rollback === undefined) return 'It was not rolled back by another deployment.';
  if (rollback.status === 'Succeeded') return `Deployment ${rollback.deploymentId} rolled it back.`;
  const { code, message } = rollback.errorInformation ?? {};
  const why = [code, message].filter((part) => part !== undefined && part !== '').join(': ');
  return `Its rollback, deployment ${rollback.deploymentId}, ${(rollback.status ?? 'ended').toLowerCase()} too${why === '' ? '' : `: ${why}`}.`;
}
