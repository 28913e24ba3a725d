import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Colours } from '../../service/colours.ts';
import type { ServiceContext } from '../../service/service-context.ts';

type Query = cloudwatch.CfnAlarm.MetricDataQueryProperty;

/** How to see, over a time, how many requests there were and how many of them a promise was not kept for. */
export interface FailedRequests {
  readonly promisedPercent: number;
  /** Fewer than so many are no emergency, whatever share they are. */
  readonly atLeast: number;
  /** Metrics and expressions, of which `all` is how many there were, and `failed` how many of those failed. */
  queries(periodSeconds: number): readonly Query[];
}

/**
 * Over both colours, so that a release, which moves requests from one to the other, changes nothing. Where some have no
 * data, `SUM` adds up the others; a window without errors has none, and those count as none beside requests that do.
 * Without FILL, which would make up what has not arrived yet.
 */
const noneBesideAll = (sum: string): string => `${sum} + 0 * all`;

export function unanswered(context: ServiceContext, colours: Colours): FailedRequests {
  const { service, door } = context;
  // Before the public service the balancer answers itself where no task does; the internal one has many services.
  const alone = service.route === 'public' ? ['own'] : [];
  const sum = (kind: string): string => `SUM([${[`${kind}_blue`, `${kind}_green`, ...alone].join(', ')}])`;
  return {
    promisedPercent: service.objectives.availabilityPercent,
    atLeast: 5,
    queries: (period) => [
      ...ofColours(context, colours, { kind: 'requests', metric: 'RequestCount', stat: 'Sum', period }),
      ...ofColours(context, colours, {
        kind: 'errors',
        metric: 'HTTPCode_Target_5XX_Count',
        stat: 'Sum',
        period,
      }),
      ...alone.map((id) => ({
        id,
        returnData: false,
        metricStat: {
          stat: 'Sum',
          period,
          metric: {
            namespace: 'AWS/ApplicationELB',
            metricName: 'HTTPCode_ELB_5XX_Count',
            dimensions: [{ name: 'LoadBalancer', value: door.loadBalancer.loadBalancerFullName }],
          },
        },
      })),
      { id: 'all', expression: sum('requests'), returnData: false },
      { id: 'failed', expression: noneBesideAll(sum('errors')), returnData: false },
    ],
  };
}

export function slow(context: ServiceContext, colours: Colours): FailedRequests {
  const { percent, withinMs } = context.service.objectives.latency;
  const metric = 'TargetResponseTime';
  return {
    promisedPercent: percent,
    atLeast: 10,
    queries: (period) => [
      ...ofColours(context, colours, { kind: 'answers', metric, stat: 'SampleCount', period }),
      // How many took longer.
      ...ofColours(context, colours, { kind: 'late', metric, stat: `TC(${withinMs / 1000}:)`, period }),
      { id: 'all', expression: 'SUM([answers_blue, answers_green])', returnData: false },
      { id: 'failed', expression: noneBesideAll('SUM([late_blue, late_green])'), returnData: false },
    ],
  };
}

interface OfColours {
  readonly kind: string;
  readonly metric: string;
  readonly stat: string;
  readonly period: number;
}

function ofColours(
  { door }: ServiceContext,
  colours: Colours,
  { kind, metric: metricName, stat, period }: OfColours,
): readonly Query[] {
  const of = (colour: 'blue' | 'green', group: elbv2.CfnTargetGroup): Query => ({
    id: `${kind}_${colour}`,
    returnData: false,
    metricStat: {
      stat,
      period,
      metric: {
        namespace: 'AWS/ApplicationELB',
        metricName,
        dimensions: [
          { name: 'LoadBalancer', value: door.loadBalancer.loadBalancerFullName },
          { name: 'TargetGroup', value: group.attrTargetGroupFullName },
        ],
      },
    },
  });
  return [of('blue', colours.blue), of('green', colours.green)];
}
