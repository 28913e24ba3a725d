import type { SourceSettings } from '../../../platform/source.ts';
import { runbookAddress, runbookHeading } from '../alarms/runbook-heading.ts';
import type { Link } from './links.ts';
import { type ShownAlarm, subjectOf } from './shown-alarm.ts';

/** Where the runbook explains these alarms, each heading once. Without a repository its heading alone is named. */
export function runbookLinks(
  source: SourceSettings,
  services: readonly string[],
  alarms: readonly ShownAlarm[],
): readonly Link[] {
  const headings = alarms.map((alarm) => {
    const about = subjectOf(alarm);
    const [, , ...symptom] = alarm.name.split('/');
    return runbookHeading(services.includes(about) ? 'a service' : about, symptom.join('/'));
  });
  return [...new Set(headings)].map((heading) => ({
    text: heading.replace('<service>/', ''),
    to: 'none' in source ? undefined : pageOf(source, runbookAddress(heading)),
  }));
}

function pageOf({ repository, branch }: Exclude<SourceSettings, { none: string }>, file: string): string {
  return `https://github.com/${repository}/blob/${branch}/${file}`;
}
