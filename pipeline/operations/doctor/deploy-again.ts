import type { Evidence } from './evidence.ts';

/** The command that deploys the stack of a service, or of the ground, where it is. */
export function deployAgain({
  stage,
  service,
  here,
  deployedBy,
}: Pick<Evidence, 'stage' | 'service' | 'here' | 'deployedBy'>): string {
  return deployedBy ?? (here === '' ? `npx shoal deploy ${service}` : `npx cdk deploy ${stage}/${service}`);
}
