import { type AlarmResource, type AlarmStep, createAlarmEvaluator } from './alarm-evaluator.ts';
import { lateMetrics } from './late-metrics.ts';
import type { MetricSource } from './metric-source.ts';

export interface PlayAlarmsProps {
  readonly alarms: readonly AlarmResource[];
  readonly metrics: MetricSource;
  /** In milliseconds, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** @default - a minute */
  readonly everySeconds?: number;
  /** How long after the end of its minute a sample arrives, as those of AWS's services do. @default - it is there at once */
  readonly lateBySeconds?: number;
}

/** Lets alarms watch metrics that are known from beginning to end, and says all that they did. */
export function playAlarms(props: PlayAlarmsProps): AlarmStep {
  const { alarms, metrics, from, to, everySeconds = 60, lateBySeconds } = props;
  const evaluator = createAlarmEvaluator(alarms);
  const arrived = (now: number): MetricSource =>
    lateBySeconds === undefined ? metrics : lateMetrics({ metrics, lateBySeconds, now });
  const steps: AlarmStep[] = [];
  for (let now = from; now <= to; now += everySeconds * 1000) {
    steps.push(evaluator.at(now, arrived(now)));
  }
  return {
    changes: steps.flatMap(({ changes }) => changes),
    actions: steps.flatMap(({ actions }) => actions),
  };
}
