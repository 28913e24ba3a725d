import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';

/** A widget that is as wide as its place. */
export type Panel = (width: number) => IWidget;

/** Panels beside each other, the most important first. None is no row. */
export type Section = readonly Panel[];

/** Columns of CloudWatch's grid. */
const columns = 24;

/** Those of one row, which they share and fill. */
export function rowOf(section: Section): readonly IWidget[] {
  const width = Math.floor(columns / section.length);
  return section.map((panel, index) =>
    panel(index === section.length - 1 ? columns - width * (section.length - 1) : width),
  );
}

/** Only where something is so. */
export function panelsIf(so: boolean, ...panels: Section): Section {
  return so ? panels : [];
}
