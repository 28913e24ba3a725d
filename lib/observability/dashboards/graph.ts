import { GraphWidget, type HorizontalAnnotation, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Question } from '../question.ts';
import type { Panel } from './panel.ts';

export interface GraphProps {
  readonly asks: Question;
  readonly region: string;
  /** Of what stands on the left: `percent`. */
  readonly unit: string;
  readonly lines: readonly IMetric[];
  /** What is measured in something else, on an axis of its own. */
  readonly right?: { readonly unit: string; readonly lines: readonly IMetric[] };
  /** From where on it is bad, or what scaling steers towards. */
  readonly marks?: readonly HorizontalAnnotation[];
  /** Whether the lines add up to something. @default - they are compared */
  readonly stacked?: boolean;
}

/** The height of every panel: one screen shows three rows. */
export const panelHeight = 6;

/** Lines over time, from zero: a graph that begins elsewhere makes a hill of a grain. */
export function graph({ asks, region, unit, lines, right, marks, stacked }: GraphProps): Panel {
  return (width) =>
    new GraphWidget({
      title: asks,
      region,
      width,
      height: panelHeight,
      left: [...lines],
      leftYAxis: { label: unit, min: 0, showUnits: false },
      ...(right && {
        right: [...right.lines],
        rightYAxis: { label: right.unit, min: 0, showUnits: false },
      }),
      ...(marks && { leftAnnotations: [...marks] }),
      ...(stacked && { stacked }),
    });
}
