/** @returns `dev-catalog:12` of a task definition's ARN, as people say it. */
export function revisionOf(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1);
}

export function familyOf(taskDefinition: string): string {
  const revision = revisionOf(taskDefinition);
  const colon = revision.lastIndexOf(':');
  return colon < 0 ? revision : revision.slice(0, colon);
}

export function revisionNumberOf(taskDefinition: string): number {
  const revision = revisionOf(taskDefinition);
  return Number(revision.slice(revision.lastIndexOf(':') + 1));
}
