import type { DrillRecord } from './drill.ts';

export interface ReportedDrill extends DrillRecord {
  readonly stage: string;
  readonly where: string;
  readonly operator: string;
}

/** Whether nobody noticed: it ran to its end, no request was lost, and no alarm of customers went on. */
export function wasUnnoticed({
  outcome,
  traffic,
  customersNoticed,
  wholeAfterSeconds,
}: DrillRecord): boolean {
  return (
    outcome === 'completed' &&
    (traffic?.lost ?? 0) === 0 &&
    customersNoticed.length === 0 &&
    wholeAfterSeconds !== undefined
  );
}

/** For people, and for whoever asks in a year whether this was ever tried. */
export function drillReport(drill: ReportedDrill): string {
  const { traffic } = drill;
  return `${[
    `# Drill ${drill.name}`,
    '',
    `${drill.description}.`,
    '',
    `- where: ${drill.stage}, ${drill.where}`,
    `- by: ${drill.operator}`,
    `- from ${drill.began} to ${drill.ended}, experiment ${drill.experiment}`,
    `- outcome: ${drill.outcome}${drill.reason === '' ? '' : ` (${drill.reason})`}`,
    `- nobody noticed: ${drill.outcome === 'failed' ? 'not known, nothing was broken or not all of it' : wasUnnoticed(drill) ? 'yes' : 'no'}`,
    `- everything ran again: ${drill.wholeAfterSeconds === undefined ? 'no' : `${drill.wholeAfterSeconds} s after its end`}`,
    `- customer alarms: ${drill.customersNoticed.join(', ') || 'none went on'}`,
    traffic === undefined
      ? '- requests: not measured, no address of the shop is known from here'
      : `- requests: ${traffic.lost} of ${traffic.sent} lost${lostWords(traffic)}, the slowest took ${traffic.slowestMs} ms`,
    '',
    '| time | what |',
    '|---|---|',
    ...drill.events.map(({ at, what }) => `| ${at.slice(11, 19)} | ${what.replaceAll('|', '/')} |`),
  ].join('\n')}\n`;
}

function lostWords({ lost, firstLostAt, lastLostAt, reasons }: NonNullable<DrillRecord['traffic']>): string {
  if (lost === 0) return '';
  return ` between ${firstLostAt?.slice(11, 19)} and ${lastLostAt?.slice(11, 19)} (${reasons.join('; ')})`;
}
