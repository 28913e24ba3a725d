import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import { runbookAddress, runbookHeading } from './runbook-heading.ts';
import type { Severity } from './severity.ts';

export interface AlarmTextProps {
  readonly about: ServiceDefinition | string;
  readonly symptom: string;
  readonly severity: Severity;
  readonly says: string;
}

const words: Readonly<Record<Severity, string>> = { page: 'Page', ticket: 'Ticket' };

/** What whoever is told of an alarm reads: how urgent it is, what it means, whose it is, and where it is explained. */
export function alarmText({ about, symptom, severity, says }: AlarmTextProps): string {
  const isPart = typeof about === 'string';
  const owner = isPart ? 'the platform' : about.owner;
  const heading = runbookHeading(isPart ? about : 'a service', symptom);
  return `${words[severity]}: ${says} It is ${owner}'s to answer. Runbook: ${runbookAddress(heading)}`;
}
