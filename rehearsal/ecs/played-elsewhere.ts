import type { PropertyReader } from '../property-reader.ts';

/**
 * At whatever registry: the rehearsal has one agent for the settings of all tasks, breaks tasks by ending them, and leaves
 * spans in the logs.
 */
const agents = /(^|\/)(aws-appconfig-agent|amazon-ssm-agent|aws-otel-collector)(:|@|$)/;

/** A container beside the service's own that no process stands for. */
export function isPlayedElsewhere(container: PropertyReader): boolean {
  if (!agents.test(container.text('Image') ?? '')) return false;
  if (container.flag('Essential') === false) return true;
  throw new Error(
    `${container.subject}: the agent is essential, and the one that is played here ends with no task: make it not essential`,
  );
}
