import type { ServiceDefinition } from './service-definition.ts';

/** Whether a service fails where the database does: it needs it, or calls one that does, or one that calls such a one. */
export function restsOnDatabase(
  service: ServiceDefinition,
  services: readonly ServiceDefinition[],
  asked: ReadonlySet<string> = new Set(),
): boolean {
  if (service.needs.database) return true;
  const seen = new Set([...asked, service.name]);
  return services
    .filter(({ name }) => service.calls.includes(name) && !seen.has(name))
    .some((called) => restsOnDatabase(called, services, seen));
}
