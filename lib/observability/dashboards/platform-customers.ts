import { canaryName } from '../canary/canary-names.ts';
import { graph } from './graph.ts';
import { formula, metric } from './metrics.ts';
import type { Section } from './panel.ts';
import type { PlatformView } from './platform-view.ts';

/** What customers get, as the public balancer sees it: also where no service answers at all. */
export function customersOf(view: PlatformView): Section {
  const { region } = view.stage;
  return [
    graph({
      asks: 'Do customers get errors?',
      region,
      unit: 'percent answered with 5xx',
      lines: [
        formula('100 * FILL(theirs, 0) / asked', 'by a service', {
          theirs: atTheDoor(view, 'HTTPCode_Target_5XX_Count', 'Sum', 'by a service'),
          asked: atTheDoor(view, 'RequestCount', 'Sum', 'requests'),
        }),
        formula('100 * FILL(own, 0) / (some + FILL(own, 0))', 'by the balancer, for want of a service', {
          own: atTheDoor(view, 'HTTPCode_ELB_5XX_Count', 'Sum', 'by the balancer'),
          some: atTheDoor(view, 'RequestCount', 'Sum', 'requests'),
        }),
      ],
    }),
    graph({
      asks: 'How long do customers wait?',
      region,
      unit: 'seconds',
      lines: ['p50', 'p95', 'p99'].map((statistic) =>
        atTheDoor(view, 'TargetResponseTime', statistic, statistic),
      ),
    }),
  ];
}

export function crowdOf(view: PlatformView): Section {
  return [
    graph({
      asks: 'How many customers are here?',
      region: view.stage.region,
      unit: 'requests a minute',
      lines: [atTheDoor(view, 'RequestCount', 'Sum', 'requests')],
      right: {
        unit: 'connections',
        lines: [atTheDoor(view, 'ActiveConnectionCount', 'Sum', 'open connections')],
      },
    }),
  ];
}

/** Whether a made-up customer gets what the canary tries, where the stage has one. It asks even when nobody else does. */
export function canaryOf({ stage }: PlatformView): Section {
  if ('none' in stage.canary) return [];
  const of = (name: string, label: string) =>
    metric({
      namespace: 'CloudWatchSynthetics',
      name,
      statistic: 'Average',
      dimensions: { CanaryName: canaryName(stage.name) },
      label,
    });
  return [
    graph({
      asks: 'Can a made-up customer shop?',
      region: stage.region,
      unit: 'percent of tries',
      lines: [of('SuccessPercent', 'got to the end')],
      right: { unit: 'milliseconds', lines: [of('Duration', 'from door to cart')] },
    }),
  ];
}

function atTheDoor({ publicEdge }: PlatformView, name: string, statistic: string, label: string) {
  return metric({
    namespace: 'AWS/ApplicationELB',
    name,
    statistic,
    dimensions: { LoadBalancer: publicEdge.loadBalancer.loadBalancerFullName },
    label,
  });
}
