/** @returns `dev-catalog:12` of a task definition's ARN, as people say it. */
export function revisionOf(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1);
}

export function familyOf(taskDefinition: string): string {
  const revision = revisionOf(taskDefinition);
  const colon = revision.lastIndexOf(':');
  return colon < 0 ? revision : revision.slice(0, colon);
}

function revisionNumberOf(taskDefinition: string): number {
  const revision = revisionOf(taskDefinition);
  return Number(revision.slice(revision.lastIndexOf(':') + 1));
}

/**
 * Whether one revision is older than the one it takes the place of: what CloudFormation asks for when it rolls a
 * stack back, since it registers a new revision for every change.
 */
export function goesBack(taskDefinition: string, replaces: string | undefined): boolean {
  return (
    replaces !== undefined &&
    familyOf(replaces) === familyOf(taskDefinition) &&
    revisionNumberOf(taskDefinition) < revisionNumberOf(replaces)
  );
}
