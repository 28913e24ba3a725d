import { revisionOf } from '../../release/revision.ts';
import type { Evidence } from './evidence.ts';

/** Whether going back may cure what fails, which a revision does that has the traffic and was not gone back to. */
export function mayGoBack(evidence: Evidence, revision: string): boolean {
  return !isGoneBack(evidence) && revision === revisionOf(evidence.ecs?.serving ?? '');
}

/** Whether the last release was taken back already, so there is nothing more to go back from. */
export function isGoneBack({ stack, deployments: [latest] }: Evidence): boolean {
  return (stack !== undefined && stack.failures.length > 0) || latest?.by === 'codeDeployRollback';
}
