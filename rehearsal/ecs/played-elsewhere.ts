import type { PropertyReader } from '../property-reader.ts';

/** `public.ecr.aws/aws-appconfig/aws-appconfig-agent:2.x`, at whatever registry */
const settingsAgent = /(^|\/)aws-appconfig-agent(:|@|$)/;

/** A container beside the service's own that no process stands for: the rehearsal has one agent for all tasks. */
export function isPlayedElsewhere(container: PropertyReader): boolean {
  if (!settingsAgent.test(container.text('Image') ?? '')) return false;
  if (container.flag('Essential') === false) return true;
  throw new Error(
    `${container.subject}: the agent is essential, and the one that is played here ends with no task: make it not essential`,
  );
}
