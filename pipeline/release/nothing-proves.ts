import { revisionOf } from './revision.ts';

export interface UnprovenRelease {
  readonly name: string;
  /** The stage's name, too. */
  readonly cluster: string;
  readonly taskDefinition: string;
  /** Of a stage that sleeps, the hours in which it does not, in words. */
  readonly wakingHours: string | undefined;
}

/** Why a revision is not released while its service has no tasks, and what to do about it. */
export function nothingProves({ name, cluster, taskDefinition, wakingHours }: UnprovenRelease): string {
  const cannot = `service '${name}': ${revisionOf(taskDefinition)} cannot be released while`;
  return wakingHours === undefined
    ? `${cannot} it is scaled to 0 tasks, nothing would prove it: scale the service up and deploy again`
    : `${cannot} ${cluster} sleeps, no task would prove it; ${wakingHours}. Next: npx shoal wake --stage ${cluster}, then deploy again`;
}
