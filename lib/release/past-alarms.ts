import type { Construct } from 'constructs';

const key = 'pastAlarms';

/**
 * Whether `-c pastAlarms=catalog` releases this service although an alarm is on. CodeDeploy stops a deployment that
 * begins under one, even the deployment that would cure it, so somebody must be able to say so for once.
 */
export function releasesPastAlarms(scope: Construct, service: string): boolean {
  return namesIn(scope.node.tryGetContext(key)).includes(service);
}

/** Throws where the context names what is no service: nobody should learn of a slip of the pen from a failed cure. */
export function checkPastAlarms(scope: Construct, services: readonly string[]): void {
  const unknown = namesIn(scope.node.tryGetContext(key)).find((name) => !services.includes(name));
  if (unknown === undefined) return;
  throw new Error(
    `context '${key}': '${unknown}' is no service, known: ${services.join(', ')}; name one or several with commas between`,
  );
}

function namesIn(selection: unknown): readonly string[] {
  if (selection === undefined) return [];
  return String(selection)
    .split(',')
    .map((name) => name.trim());
}
