import { revisionOf } from '../../release/revision.ts';
import type { Evidence } from './evidence.ts';

/** Whether a revision has the traffic. Where a release was taken back already, there is nothing more to go back from. */
export function servesNow({ ecs }: Evidence, revision: string): boolean {
  return revision === revisionOf(ecs?.serving ?? '');
}
