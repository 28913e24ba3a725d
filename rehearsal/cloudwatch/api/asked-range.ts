import type { PropertyReader } from '../../property-reader.ts';
import type { EvaluationRange } from '../evaluation-range.ts';
import { requiredInstant } from './request-reader.ts';

/** The periods of what somebody asks for, whole ones from the one that holds `StartTime`. */
export function askedRange(
  reader: PropertyReader,
  periodSeconds: number,
  mostPeriods: number,
): EvaluationRange {
  const [from, to] = [requiredInstant(reader, 'StartTime'), requiredInstant(reader, 'EndTime')];
  const length = periodSeconds * 1000;
  const first = Math.floor(from / length) * length;
  const periods = Math.ceil((to - first) / length);
  if (to <= from) throw new Error(`${reader.subject}: 'EndTime' must be later than 'StartTime'`);
  if (periods > mostPeriods) {
    throw new Error(
      `${reader.subject}: it asks for ${periods} periods, and may for ${mostPeriods}: take longer ones, or less time`,
    );
  }
  return {
    starts: Array.from({ length: periods }, (_, index) => first + index * length),
    periodSeconds,
    end: first + periods * length,
  };
}
