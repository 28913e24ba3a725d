import { AwsError, type Properties } from '../plane.ts';

/** How production traffic moves from blue to green. Intervals are minutes of the deployment clock. */
export type TrafficRouting =
  | { readonly type: 'AllAtOnce' }
  | { readonly type: 'TimeBasedCanary'; readonly percentage: number; readonly interval: number }
  | { readonly type: 'TimeBasedLinear'; readonly percentage: number; readonly interval: number };

/** What CodeDeploy brings along for ECS. */
export const predefinedRoutings: ReadonlyMap<string, TrafficRouting> = new Map([
  ['CodeDeployDefault.ECSAllAtOnce', { type: 'AllAtOnce' }],
  [
    'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
    { type: 'TimeBasedLinear', percentage: 10, interval: 1 },
  ],
  [
    'CodeDeployDefault.ECSLinear10PercentEvery3Minutes',
    { type: 'TimeBasedLinear', percentage: 10, interval: 3 },
  ],
  ['CodeDeployDefault.ECSCanary10Percent5Minutes', { type: 'TimeBasedCanary', percentage: 10, interval: 5 }],
  [
    'CodeDeployDefault.ECSCanary10Percent15Minutes',
    { type: 'TimeBasedCanary', percentage: 10, interval: 15 },
  ],
]);

export interface TrafficStep {
  /** Green's share of production traffic. */
  readonly percent: number;
  readonly waitMinutes: number;
}

/** The shares green gets one after the other, and how long each lasts before the next. */
export function stepsOf(routing: TrafficRouting): readonly TrafficStep[] {
  const whole = { percent: 100, waitMinutes: 0 };
  if (routing.type === 'AllAtOnce') return [whole];
  const { percentage, interval: waitMinutes } = routing;
  if (routing.type === 'TimeBasedCanary') return [{ percent: percentage, waitMinutes }, whole];
  const between = Math.ceil(100 / percentage) - 1;
  return [
    ...Array.from({ length: between }, (_, at) => ({ percent: percentage * (at + 1), waitMinutes })),
    whole,
  ];
}

/** Reads `TrafficRoutingConfig` of a template. */
export function parseRouting(config: Properties): TrafficRouting {
  switch (config.Type) {
    case 'AllAtOnce':
      return { type: 'AllAtOnce' };
    case 'TimeBasedCanary': {
      const { CanaryPercentage, CanaryInterval } = (config.TimeBasedCanary ?? {}) as Properties;
      return {
        type: 'TimeBasedCanary',
        percentage: percentage(CanaryPercentage),
        interval: minutes(CanaryInterval),
      };
    }
    case 'TimeBasedLinear': {
      const { LinearPercentage, LinearInterval } = (config.TimeBasedLinear ?? {}) as Properties;
      return {
        type: 'TimeBasedLinear',
        percentage: percentage(LinearPercentage),
        interval: minutes(LinearInterval),
      };
    }
    default:
      throw new AwsError(
        'InvalidTrafficRoutingConfigurationException',
        `Traffic routing type '${config.Type}' must be AllAtOnce, TimeBasedCanary or TimeBasedLinear`,
      );
  }
}

function percentage(value: unknown): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 99) return number;
  throw new AwsError(
    'InvalidTrafficRoutingConfigurationException',
    `Percentage '${value}' must be a whole number from 1 to 99`,
  );
}

function minutes(value: unknown): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 2880) return number;
  throw new AwsError(
    'InvalidTrafficRoutingConfigurationException',
    `Interval '${value}' must be a whole number of minutes from 1 to 2880`,
  );
}
