import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Colours } from '../../service/colours.ts';
import type { ServiceContext } from '../../service/service-context.ts';
import { formula, metric } from './metrics.ts';

/** As they are called, so that nobody needs a legend. */
export const paint = { blue: '#1f77b4', green: '#2ca02c' } as const;
type Colour = keyof typeof paint;

/** What the balancer counts of a service, by colour: one of them serves, and in a release both do. */
export class BalancerMetrics {
  private readonly context: ServiceContext;
  private readonly colours: Colours;

  constructor(context: ServiceContext, colours: Colours) {
    this.context = context;
    this.colours = colours;
  }

  /** A line for each colour. */
  both(name: string, statistic: string, label = ''): readonly IMetric[] {
    return this.each((colour) => this.of(colour, name, statistic, label));
  }

  /** How many in a hundred requests have this, none where nobody counted one. */
  percent(name: string): readonly IMetric[] {
    return this.each((colour) =>
      formula(
        `100 * FILL(${colour}Some, 0) / ${colour}All`,
        colour,
        {
          [`${colour}Some`]: this.of(colour, name, 'Sum', colour),
          [`${colour}All`]: this.of(colour, 'RequestCount', 'Sum', colour),
        },
        paint[colour],
      ),
    );
  }

  private each(line: (colour: Colour) => IMetric): readonly IMetric[] {
    return [line('blue'), line('green')];
  }

  private of(colour: Colour, name: string, statistic: string, label: string): IMetric {
    return metric({
      namespace: 'AWS/ApplicationELB',
      name,
      statistic,
      dimensions: {
        LoadBalancer: this.context.door.loadBalancer.loadBalancerFullName,
        TargetGroup: this.colours[colour].attrTargetGroupFullName,
      },
      label: label === '' || label === colour ? colour : `${colour} ${label}`,
      // Several lines of one colour could not be told apart.
      ...(label === '' || label === colour ? { color: paint[colour] } : {}),
    });
  }
}
