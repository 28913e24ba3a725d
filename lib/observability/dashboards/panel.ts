import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';

/** A widget that is as wide as its place. */
export type Panel = (width: number) => IWidget;

/** Panels that belong together, the most important first. */
export type Section = readonly Panel[];

/** Columns of CloudWatch's grid. */
const columns = 24;

/** More beside each other would be too narrow for a legend. */
const mostInARow = 3;

/** A section in rows that are about equally long, and each as wide as the dashboard. */
export function rowsOf(section: Section): readonly (readonly IWidget[])[] {
  const rows = Math.ceil(section.length / mostInARow);
  const startOf = (row: number): number => Math.ceil((row * section.length) / rows);
  return Array.from({ length: rows }, (_, row) => {
    const panels = section.slice(startOf(row), startOf(row + 1));
    return panels.map((panel) => panel(columns / panels.length));
  });
}

/** Only where something is so. */
export function panelsIf(so: boolean, ...panels: Section): Section {
  return so ? panels : [];
}
