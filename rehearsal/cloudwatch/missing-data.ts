import type { AlarmState } from './alarm-state.ts';

export const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

export type TreatMissingData = (typeof treatments)[number];

/** What a period says: nothing where it has no data. */
export type Finding = 'breaching' | 'fine' | undefined;

export interface EvaluationProps {
  /** All that CloudWatch looks at, the oldest first; more than it needs. */
  readonly findings: readonly Finding[];
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
}

/** What a period without data is taken for, where it decides. */
const takenFor = { breaching: 1, notBreaching: 0 } as const;

/**
 * The state that follows from the periods, and nothing where the alarm stays in the state it has.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function stateOf(props: EvaluationProps): AlarmState | undefined {
  const { findings, evaluationPeriods, datapointsToAlarm, treatMissingData } = props;
  const known = findings.filter((finding) => finding !== undefined).slice(-evaluationPeriods);
  const breaching = known.filter((finding) => finding === 'breaching').length;
  const byCount = (count: number): AlarmState => (count >= datapointsToAlarm ? 'ALARM' : 'OK');
  const missing = evaluationPeriods - known.length;
  // With data enough, however old, nothing has to be assumed.
  if (missing === 0) return byCount(breaching);
  if (treatMissingData === 'breaching' || treatMissingData === 'notBreaching') {
    return byCount(breaching + missing * takenFor[treatMissingData]);
  }
  if (breaching < known.length || breaching >= datapointsToAlarm) return byCount(breaching);
  if (treatMissingData === 'ignore') return undefined;
  return hasWaitedEnough(findings, datapointsToAlarm) ? 'ALARM' : 'INSUFFICIENT_DATA';
}

/**
 * All that is known breaches, and it is too little. What may still come could be fine, so the alarm waits until it would
 * have gone off had the later periods breached too.
 */
function hasWaitedEnough(findings: readonly Finding[], datapointsToAlarm: number): boolean {
  const oldest = findings.indexOf('breaching');
  return oldest !== -1 && findings.length - oldest >= datapointsToAlarm;
}
