import type { PropertyReader } from '../property-reader.ts';

/** At whatever registry: the rehearsal has one agent for the settings of all tasks, and breaks tasks by ending them. */
const agents = /(^|\/)(aws-appconfig-agent|amazon-ssm-agent)(:|@|$)/;

/** A container beside the service's own that no process stands for. */
export function isPlayedElsewhere(container: PropertyReader): boolean {
  if (!agents.test(container.text('Image') ?? '')) return false;
  if (container.flag('Essential') === false) return true;
  throw new Error(
    `${container.subject}: the agent is essential, and the one that is played here ends with no task: make it not essential`,
  );
}
