import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { markOf } from './release-mark.ts';
import type { ReleaseOrder } from './release-order.ts';
import { startMinutes } from './release-watch.ts';
import { revisionOf } from './revision.ts';
import { placementTrouble, startTrouble } from './service-remarks.ts';
import type { ServiceState } from './service-state.ts';

export interface CauseParts {
  readonly order: ReleaseOrder;
  readonly deployment: DeploymentInfo;
  readonly service: ServiceState;
  /** Whether the new tasks ran once. */
  readonly installed: boolean;
}

/** Codes that say by themselves what happened, whatever scaling or placement did beside it. */
const plain: ReadonlySet<string> = new Set(['ALARM_ACTIVE', 'HOOK_EXECUTION_FAILURE']);

/** Why a release did not become the one that serves, in CodeDeploy's words or better. */
export function causeOf({ order, deployment, service, installed }: CauseParts): string {
  if (deployment.status === 'Succeeded') {
    return `another release came after it: ${revisionOf(order.taskDefinition)} is not the one that serves`;
  }
  const code = deployment.errorInformation?.code;
  const said = wordsOf(deployment);
  if (code !== undefined && plain.has(code)) return said;

  const since = deployment.createTime?.getTime() ?? 0;
  const placement = placementTrouble(service.remarks, since);
  if (placement !== undefined) return `ECS found no capacity (${placement})${after(said)}`;
  const start = startTrouble(service.remarks, since);
  if (start !== undefined) return `its tasks do not start (${start})${after(said)}`;

  if (code === 'MANUAL_STOP') {
    const late = (deployment.completeTime?.getTime() ?? 0) - since > startMinutes * 60_000;
    // Nobody can give a reason with a stop; this is the one this resource has for its own.
    return late && !installed
      ? `its tasks were not steady within ${startMinutes} minutes${after(said)}`
      : said;
  }
  const tasks = markOf(deployment.description)?.tasks ?? service.desired;
  if (tasks !== service.desired) {
    return `stopped by scaling, from ${tasks} to ${service.desired} tasks while the release ran and not steady within the 5 minutes CodeDeploy gives it${after(said)}`;
  }
  return said === '' ? 'CodeDeploy gives no cause' : said;
}

/** @returns the code and the sentence CodeDeploy gives; empty when it gives none. */
export function wordsOf({ errorInformation }: DeploymentInfo): string {
  const { code, message } = errorInformation ?? {};
  return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
}

function after(said: string): string {
  return said === '' ? '' : `; CodeDeploy says ${said}`;
}
