import type { ReleaseOrder } from './release-order.ts';
import { revisionOf } from './revision.ts';

/** What a deployment's description says of whoever started it, so that it is found again after a retry. */
export interface ReleaseMark {
  readonly requestId: string;
  readonly revision: string;
  /** How many tasks the service ran then: a different number at a failure tells that scaling came between. */
  readonly tasks: number;
}

const form = /^Custom::Release (\S+) of (\S+) with (\d+) tasks$/;

export function descriptionOf(order: ReleaseOrder, tasks: number): string {
  return `Custom::Release ${order.requestId} of ${revisionOf(order.taskDefinition)} with ${tasks} tasks`;
}

/** @returns nothing where somebody else started the deployment. */
export function markOf(description: string | undefined): ReleaseMark | undefined {
  const match = form.exec(description ?? '');
  const [, requestId, revision, tasks] = match ?? [];
  if (requestId === undefined || revision === undefined || tasks === undefined) return undefined;
  return { requestId, revision, tasks: Number(tasks) };
}
