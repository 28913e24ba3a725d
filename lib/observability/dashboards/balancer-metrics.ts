import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Colours } from '../../service/colours.ts';
import type { ServiceContext } from '../../service/service-context.ts';
import { formula, metric } from './metrics.ts';

/** As they are called, so that nobody needs a legend: from dark to light, where there are several lines of one. */
const paint = {
  blue: ['#0b4f8a', '#3d8fd1', '#9cc8ec'],
  green: ['#1b6b2f', '#45a85e', '#a3d9b1'],
} as const;
type Colour = keyof typeof paint;

interface Line {
  readonly name: string;
  readonly statistic: string;
  readonly label: string;
}

/** What the balancer counts of a service, by colour: one of them serves, and in a release both do. */
export class BalancerMetrics {
  private readonly context: ServiceContext;
  private readonly colours: Colours;

  constructor(context: ServiceContext, colours: Colours) {
    this.context = context;
    this.colours = colours;
  }

  /** A line for each colour. */
  both(name: string, statistic: string): readonly IMetric[] {
    return this.each((colour) => this.of(colour, name, statistic, colour, paint[colour][0]));
  }

  /** Lines for each colour, the most important first, which has the darkest. */
  several(...lines: readonly Line[]): readonly IMetric[] {
    return lines.flatMap(({ name, statistic, label }, index) =>
      this.each((colour) =>
        this.of(colour, name, statistic, `${colour} ${label}`, paint[colour][index] ?? paint[colour][0]),
      ),
    );
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
        paint[colour][0],
      ),
    );
  }

  private each(line: (colour: Colour) => IMetric): readonly IMetric[] {
    return [line('blue'), line('green')];
  }

  private of(colour: Colour, name: string, statistic: string, label: string, color?: string): IMetric {
    return metric({
      namespace: 'AWS/ApplicationELB',
      name,
      statistic,
      dimensions: {
        LoadBalancer: this.context.door.loadBalancer.loadBalancerFullName,
        TargetGroup: this.colours[colour].attrTargetGroupFullName,
      },
      label,
      ...(color && { color }),
    });
  }
}
