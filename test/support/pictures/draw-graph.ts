import type { DashboardWidget } from '../dashboards.ts';
import { points, sampleSeries } from './sample-series.ts';
import { type Box, clipped, inside, text } from './svg.ts';

interface Line {
  readonly label: string;
  readonly color: string;
}

const palette = ['#3b6fb6', '#e07b39', '#4a9d5f', '#b5495b', '#8064a2', '#5a6b7b', '#c2a33c', '#3aa6a6'];

/** A graph with made-up lines, and the labels that it really has. */
export function drawGraph(widget: DashboardWidget, box: Box, services: readonly string[]): readonly string[] {
  const { properties } = widget;
  const lines = linesOf(widget, services);
  const rows = Math.ceil(lines.length / 2);
  const plot = inside(box, 12, 44, 12, 14 + 13 * rows);
  const x = (index: number) => plot.x + (plot.width * index) / (points - 1);
  const y = (value: number) => plot.y + plot.height * (1 - value);
  const left = properties.yAxis?.left?.label ?? '';
  const right = properties.yAxis?.right?.label;
  const grid = [0, 0.5, 1].map(
    (share) => `<path class="grid" d="M${r(plot.x)},${r(y(share))}H${r(plot.x + plot.width)}"/>`,
  );
  const marks = (properties.annotations?.horizontal ?? []).flatMap(({ label }) => [
    `<path class="mark" d="M${r(plot.x)},${r(y(0.82))}H${r(plot.x + plot.width)}"/>`,
    text(plot.x + 4, y(0.82) - 3, label, 'marked'),
  ]);
  const paths = lines.map(
    ({ label, color }) =>
      `<path class="line" stroke="${color}" d="${pathOf(sampleSeries(label, properties.title ?? ''), x, y)}"/>`,
  );
  const legend = lines.flatMap(({ label, color }, index) => {
    const column = box.x + 12 + (index % 2) * ((box.width - 24) / 2);
    const row = plot.y + plot.height + 16 + 13 * Math.floor(index / 2);
    return [
      `<rect x="${r(column)}" y="${r(row - 7)}" width="8" height="8" fill="${color}"/>`,
      text(column + 12, row, clipped(label, box.width / 2 - 30, 5.2), 'legend'),
    ];
  });
  const units = right === undefined ? left : `${left}; right: ${right}`;
  return [
    text(box.x + 12, box.y + 36, clipped(units, box.width - 24, 5.2), 'unit'),
    ...grid,
    ...marks,
    ...paths,
    ...legend,
  ];
}

function linesOf({ properties }: DashboardWidget, services: readonly string[]): readonly Line[] {
  const labels = (properties.metrics ?? []).flatMap((line) => {
    const options = line.at(-1);
    const { label, visible, color, expression } = (typeof options === 'object' ? options : {}) as {
      readonly label?: string;
      readonly visible?: boolean;
      readonly color?: string;
      readonly expression?: string;
    };
    if (visible === false) return [];
    return expression?.includes('SEARCH(') === true
      ? foundBy(label ?? '', services).map((found) => ({ label: found, color: undefined }))
      : [{ label: label ?? String(line[1]), color }];
  });
  return labels.map(({ label, color }, index) => ({
    label,
    color: color ?? palette[index % palette.length] ?? '#000',
  }));
}

/** What a search might find: some services, and of a version the one before a release and the one after it. */
function foundBy(label: string, services: readonly string[]): readonly string[] {
  const some = services.slice(0, 4);
  if (!label.includes('Dim.version')) {
    return label.includes('Dim.upstream') ? some.slice(1).map((name) => `${some[0]} ${name}`) : some;
  }
  const [changed = '', ...others] = label.includes('Dim.service') ? services.slice(0, 3) : [''];
  const versions = ['5f02c19e: old', 'a41c77d0: new'].map((version) => `${changed} ${version}`.trim());
  return [...versions, ...others.map((name, index) => `${name} ${['8d31f6a2', 'c9e04b17'][index]}`)];
}

function pathOf(
  values: readonly (number | undefined)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  return values
    .map((value, index) => {
      if (value === undefined) return '';
      return `${values[index - 1] === undefined ? 'M' : 'L'}${r(x(index))},${r(y(value))}`;
    })
    .join('');
}

function r(pixels: number): number {
  return Math.round(pixels);
}
