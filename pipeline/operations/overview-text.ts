import { stripVTControlCharacters } from 'node:util';
import type { ServiceOverview } from './overview.ts';

type Paint = (colour: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string) => string;

/** One screen: what runs, which version serves, what is on its way, what fires. */
export function overviewText(rows: readonly ServiceOverview[], paint: Paint): string {
  const withAlarms = rows.some(({ alarms }) => alarms.length > 0);
  const heads = ['service', 'tasks', 'colour', 'serving', 'arriving', ...(withAlarms ? ['alarms'] : [])];
  const cells = [
    heads.map((head) => paint('dim', head)),
    ...rows.map((row) => [
      paint('bold', row.service),
      tasksOf(row, paint),
      row.colour,
      row.serving,
      row.arriving === '-' ? '-' : paint('yellow', row.arriving),
      ...(withAlarms ? [row.alarms.length === 0 ? '-' : paint('red', row.alarms.join(' '))] : []),
    ]),
  ];
  const widths = heads.map((_, column) => Math.max(...cells.map((line) => widthOf(line[column] ?? ''))));
  return cells
    .map(
      (line) =>
        `${line
          .map((cell, at) => padded(cell, widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** While a release runs there are more than desired, which is as it is meant. */
function tasksOf({ running, desired, serving }: ServiceOverview, paint: Paint): string {
  const text = `${running}/${desired}`;
  if (serving === '-') return paint('dim', 'not deployed');
  if (running < desired) return paint('red', text);
  return paint(desired === 0 ? 'yellow' : 'green', text);
}

/** Of what is seen: colours take no room. */
function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

function padded(text: string, width: number): string {
  return `${text}${' '.repeat(Math.max(0, width - widthOf(text)))}`;
}
