import { type DashboardWidget, type SynthesizedDashboard, titleOf } from '../dashboards.ts';
import { drawGraph } from './draw-graph.ts';
import { drawAlarms, drawTable, drawText } from './draw-others.ts';
import { type Box, clipped, escaped, text } from './svg.ts';

/** Pixels of a column and of a row of CloudWatch's grid. */
const unit = { x: 50, y: 38 } as const;
const gap = 6;
const head = 40;

const style = `
    text { font-family: Helvetica, Arial, sans-serif; font-size: 10px; fill: #33475b; }
    .page { fill: #eef2f5; } .card { fill: #fff; stroke: #d5dde4; }
    .name { font-size: 18px; font-weight: bold; fill: #16324a; } .note { font-size: 11px; fill: #5b7083; }
    .title { font-size: 13px; font-weight: bold; fill: #16324a; } .unit { fill: #7b8d9d; }
    .grid { stroke: #e6ebef; fill: none; } .line { fill: none; stroke-width: 1.6; }
    .mark { stroke: #c0392b; stroke-dasharray: 4 3; fill: none; } .marked { fill: #c0392b; font-size: 9px; }
    .quiet { fill: #d9efe0; } .alarm { font-size: 9px; fill: #1d5b34; } .words { font-size: 11px; }
    .strong { font-weight: bold; fill: #16324a; } .link { fill: #1666b0; } .column { font-weight: bold; } .cell { fill: #dfe7ee; }
  `;

/** A dashboard as its template lays it out, with its titles, lines and links, and with values that are made up. */
export function pictureOf({ name, widgets }: SynthesizedDashboard, services: readonly string[]): string {
  const width = 24 * unit.x + gap;
  const height = head + Math.max(...widgets.map((widget) => widget.y + widget.height)) * unit.y + gap;
  const note = 'drawn from its template; the values are made up, and show a release from blue to green';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(`The dashboard ${name}, ${note}`)}">`,
    `  <style>${style}</style>`,
    `  <rect class="page" width="${width}" height="${height}"/>`,
    `  ${text(12, 26, name, 'name')}`,
    `  ${text(30 + name.length * 11.5, 26, note, 'note')}`,
    ...widgets.map((widget) => `  <g>${drawn(widget, services).join('')}</g>`),
    '</svg>',
    '',
  ].join('\n');
}

function drawn(widget: DashboardWidget, services: readonly string[]): readonly string[] {
  const box: Box = {
    x: widget.x * unit.x + gap,
    y: head + widget.y * unit.y,
    width: widget.width * unit.x - gap,
    height: widget.height * unit.y - gap,
  };
  return [
    `<rect class="card" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="5"/>`,
    text(box.x + 12, box.y + 21, clipped(titleOf(widget), box.width - 20, 6.8), 'title'),
    ...insideOf(widget, box, services),
  ];
}

function insideOf(widget: DashboardWidget, box: Box, services: readonly string[]): readonly string[] {
  switch (widget.type) {
    case 'metric':
      return drawGraph(widget, box, services);
    case 'alarm':
      return drawAlarms(widget, box);
    case 'text':
      return drawText(widget, box);
    case 'log':
      return drawTable(widget, box);
  }
}
