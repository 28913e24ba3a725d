import type { DashboardWidget } from '../dashboards.ts';
import { type Box, clipped, escaped, text } from './svg.ts';

/** The alarms that it shows, all of them quiet. */
export function drawAlarms({ properties }: DashboardWidget, box: Box): readonly string[] {
  const all = (properties.alarms ?? []).map((arn) => arn.replace(/^.*:alarm:[^/]+\//, '').split('/'));
  const isOfOne = new Set(all.map(([about]) => about)).size === 1;
  const names = all.map((parts) => parts.slice(isOfOne ? 1 : 0).join('/'));
  const columns = names.length > 16 ? 3 : 2;
  const rows = Math.floor((box.height - 44) / 17);
  const shown = names.slice(0, columns * rows - (names.length > columns * rows ? 1 : 0));
  const width = (box.width - 24) / columns;
  const cells = [
    ...shown,
    ...(names.length > shown.length ? [`and ${names.length - shown.length} more`] : []),
  ];
  return cells.flatMap((name, index) => {
    const x = box.x + 12 + (index % columns) * width;
    const y = box.y + 36 + Math.floor(index / columns) * 17;
    return [
      `<rect class="quiet" x="${Math.round(x)}" y="${y}" width="${Math.round(width - 4)}" height="14" rx="2"/>`,
      text(x + 4, y + 10.5, clipped(name, width - 10, 5), 'alarm'),
    ];
  });
}

/** The words of a text, those that are links as such. */
export function drawText({ properties }: DashboardWidget, box: Box): readonly string[] {
  const lines = (properties.markdown ?? '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const most = Math.floor((box.width - 24) / 5.4);
  return lines
    .flatMap((line) => wrapped(line, most))
    .slice(0, Math.floor((box.height - 40) / 15))
    .map((line, index) => {
      const y = box.y + 44 + index * 15;
      const words = escaped(line)
        .replaceAll(/\*\*([^*]+)\*\*/g, '<tspan class="strong">$1</tspan>')
        .replaceAll(/\[([^\]]+)\]/g, '<tspan class="link">$1</tspan>');
      return `<text x="${box.x + 12}" y="${y}" class="words">${words}</text>`;
    });
}

/** Links without their addresses, broken between two of them. */
function wrapped(line: string, most: number): readonly string[] {
  const parts = line.replaceAll(/\]\([^)]*\)/g, ']').split(' · ');
  const rows: string[] = [];
  for (const part of parts) {
    const longer = rows.length === 0 ? part : `${rows.at(-1)} · ${part}`;
    if (rows.length > 0 && longer.length <= most) rows[rows.length - 1] = longer;
    else rows.push(part);
  }
  return rows;
}

/** The columns that a query answers with, above rows that only a stage could fill. */
export function drawTable({ properties }: DashboardWidget, box: Box): readonly string[] {
  const columns = columnsOf(properties.query ?? '');
  const width = (box.width - 24) / columns.length;
  const rules = Array.from({ length: 7 }, (_, row) => box.y + 60 + row * 21);
  return [
    ...columns.map((name, index) =>
      text(box.x + 12 + index * width, box.y + 50, clipped(name, width - 4, 6), 'column'),
    ),
    ...rules.map((y) => `<path class="grid" d="M${box.x + 12},${y}H${box.x + box.width - 12}"/>`),
    ...rules.slice(0, -1).flatMap((y) =>
      columns.map((_, index) => {
        const share = 0.35 + 0.1 * ((index * 7 + y) % 4);
        return `<rect class="cell" x="${Math.round(box.x + 12 + index * width)}" y="${y + 7}" width="${Math.round(width * share)}" height="7" rx="2"/>`;
      }),
    ),
  ];
}

function columnsOf(query: string): readonly string[] {
  const [, shown] = /\| fields (.+)/.exec(query) ?? [];
  if (shown !== undefined) return shown.split(', ');
  const [, by = ''] = /\| stats .+ by (.+)/.exec(query) ?? [];
  return [...by.split(', '), ...[...query.matchAll(/ as (\w+)/g)].map(([, name = '']) => name)];
}
