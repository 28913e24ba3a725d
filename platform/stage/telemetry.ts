import { oneOf, sentence, wholeNumber } from '../validation/checks.ts';
import { Choice, type Shape } from '../validation/shape.ts';

/**
 * What CloudWatch measures beyond what ECS, the balancers and the database tell it for nothing. It bills each metric:
 * services of the smallest size cost less than what they are measured by.
 */
export interface TelemetrySettings {
  /** Of the cluster and each service and, with `enhanced`, of each task and container. */
  readonly containerInsights: { readonly mode: 'standard' | 'enhanced' } | { readonly none: string };
  /** What services measure of themselves: as metrics, or as lines in their logs that a query can add up. */
  readonly serviceMetrics: 'recorded' | 'logged';
  /** Spans of sampled requests: to X-Ray by an agent beside each task, or as lines in the logs alone. */
  readonly traces: { readonly to: 'xray'; readonly sampling: SamplingSettings } | { readonly none: string };
}

/** Which requests leave spans behind; whatever their number, those that fail leave theirs. */
export interface SamplingSettings {
  /** Of the traces that begin in a task, as many each second. */
  readonly perSecond: number;
  /** And of those beyond. */
  readonly percent: number;
}

export const telemetryShape: Shape = {
  containerInsights: new Choice(
    (insights): Shape =>
      'none' in insights
        ? { none: sentence('ECS tells processor and memory of each service for nothing') }
        : { mode: oneOf('standard', 'enhanced') },
  ),
  serviceMetrics: oneOf('recorded', 'logged'),
  traces: new Choice(
    (traces): Shape =>
      'none' in traces
        ? { none: sentence('the lines in the logs are enough') }
        : {
            to: oneOf('xray'),
            sampling: {
              perSecond: wholeNumber({ from: 0, to: 1000 }),
              percent: wholeNumber({ from: 0, to: 100 }),
            },
          },
  ),
};

/** Without an agent spans are lines, as many as a person reads. */
const ofLinesAlone: SamplingSettings = { perSecond: 5, percent: 0 };

export function samplingOf({ traces }: TelemetrySettings): SamplingSettings {
  return 'none' in traces ? ofLinesAlone : traces.sampling;
}
