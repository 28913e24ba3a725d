import type { AlarmActions } from './alarm-actions.ts';
import type { Comparison } from './comparison.ts';
import type { EvaluationRange } from './evaluation-range.ts';
import type { TimeSeries } from './math/math-value.ts';
import type { MetricId, MetricSource } from './metric-source.ts';
import type { TreatMissingData } from './missing-data.ts';

/** An `AWS::CloudWatch::Alarm`, read and checked. */
export interface MetricAlarm {
  readonly name: string;
  readonly actions: AlarmActions;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly treatMissingData: TreatMissingData;
  readonly watched: Watched;
}

/** What an alarm compares with its threshold. */
export interface Watched {
  readonly periodSeconds: number;
  /** All it is computed from. */
  readonly metrics: readonly MetricId[];
  points(range: EvaluationRange, metrics: MetricSource): TimeSeries;
  /** Whether there are too few samples to say anything, of an alarm that heeds that. */
  tooFew?(range: EvaluationRange, metrics: MetricSource): boolean;
}
