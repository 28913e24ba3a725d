/** Moments at which periods of equal length begin, the oldest first. */
export interface EvaluationRange {
  readonly starts: readonly number[];
  readonly periodSeconds: number;
  /** In milliseconds, exclusive: when the last period ends. */
  readonly end: number;
}

/**
 * CloudWatch looks further back than an alarm's periods, so that others can stand in for those without data. How far it
 * does not say; all of its examples look at two more.
 */
const more = 2;

const secondsOfDay = 86_400;

export interface EvaluationRangeProps {
  readonly now: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
}

/**
 * The last period ends now, whatever hour and minute it is: an alarm with a period of five minutes looks at another five
 * minutes each minute. One that looks back for more than a day is looked at once an hour, and up to the full hour.
 */
export function evaluationRange(props: EvaluationRangeProps): EvaluationRange {
  const { now, periodSeconds, evaluationPeriods } = props;
  const step = evaluatedEverySeconds(props) * 1000;
  const end = Math.floor(now / step) * step;
  const periods = evaluationPeriods + more;
  const starts = Array.from(
    { length: periods },
    (_, index) => end - (periods - index) * periodSeconds * 1000,
  );
  return { starts, periodSeconds, end };
}

function evaluatedEverySeconds({ periodSeconds, evaluationPeriods }: EvaluationRangeProps): number {
  if (periodSeconds * evaluationPeriods > secondsOfDay) return 3600;
  return periodSeconds < 60 ? 10 : 60;
}
