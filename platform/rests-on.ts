import type { ServiceDefinition } from './service-definition.ts';

/** What a stage has one of and services share: gone, it takes those with it that cannot do without. */
export const foundations = ['database', 'cache'] as const;
export type Foundation = (typeof foundations)[number];

/**
 * What a service fails without: what it needs, and what those rest on that it calls, or that such a one calls. Not what
 * it goes on without.
 */
export function restsOn(
  service: ServiceDefinition,
  services: readonly ServiceDefinition[],
): readonly Foundation[] {
  return foundations.filter((foundation) => fails(service, { without: foundation, among: services }));
}

interface Question {
  readonly without: Foundation;
  readonly among: readonly ServiceDefinition[];
}

function fails(
  service: ServiceDefinition,
  { without, among }: Question,
  asked: ReadonlySet<string> = new Set(),
): boolean {
  const cannotMiss = (name: string): boolean => !service.goesOnWithout?.includes(name);
  if (service.needs[without] && cannotMiss(without)) return true;
  const seen = new Set([...asked, service.name]);
  return among
    .filter(({ name }) => service.calls.includes(name) && cannotMiss(name) && !seen.has(name))
    .some((called) => fails(called, { without, among }, seen));
}
