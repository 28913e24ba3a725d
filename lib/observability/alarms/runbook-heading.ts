/** What tells alarms of one kind apart: the colour or door they watch, or how far they look back. */
const apart = /-(blue|green|public|internal|\d+[mhd]?)$/;

/** The heading in docs/runbook.md: one for all services, and for both colours. */
export function runbookHeading(about: 'a service' | (string & {}), symptom: string): string {
  return `${about === 'a service' ? '<service>' : about}/${symptom.replace(apart, '')}`;
}

/** Where that heading is, as browsers find it in a rendered page: with letters, digits and hyphens only. */
export function runbookAddress(heading: string): string {
  return `docs/runbook.md#${heading.replaceAll(/[^a-z\d-]/g, '')}`;
}
