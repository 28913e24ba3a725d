import { AwsError } from '../plane.ts';
import type { PropertyReader } from '../property-reader.ts';

/** How ECS itself moves the traffic of a service, as its template says it. */
export interface NativeSettings {
  /** One of them serves, the other rests. */
  readonly targetGroupArns: readonly [string, string];
  readonly productionRuleArn: string;
  readonly testRuleArn: string | undefined;
  readonly steps: readonly TrafficStep[];
  readonly bakeMinutes: number;
  readonly hooks: readonly LifecycleHook[];
  /** Names. None where they take nothing back. */
  readonly alarms: readonly string[];
}

export interface TrafficStep {
  /** Green's share of production traffic. */
  readonly percent: number;
  readonly waitMinutes: number;
}

export interface LifecycleHook {
  readonly functionArn: string;
  readonly stages: readonly string[];
}

/** What CloudFormation fills in where a template says nothing. */
const defaultBakeMinutes = 36 * 60;

/** @returns nothing for a service of rolling updates */
export function nativeSettingsOf(service: PropertyReader): NativeSettings | undefined {
  const configuration = service.object('DeploymentConfiguration');
  const strategy = configuration?.text('Strategy') ?? 'ROLLING';
  if (configuration === undefined || strategy === 'ROLLING') return undefined;
  const balancer = service.objects('LoadBalancers')[0];
  const advanced = balancer?.object('AdvancedConfiguration');
  if (balancer === undefined || advanced === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      `A ${strategy} deployment needs LoadBalancers with an AdvancedConfiguration.`,
    );
  }
  advanced.requiredText('RoleArn');
  return {
    targetGroupArns: [
      balancer.requiredText('TargetGroupArn'),
      advanced.requiredText('AlternateTargetGroupArn'),
    ],
    productionRuleArn: advanced.requiredText('ProductionListenerRule'),
    testRuleArn: advanced.text('TestListenerRule'),
    steps: stepsOf(strategy, configuration),
    bakeMinutes: configuration.number('BakeTimeInMinutes') ?? defaultBakeMinutes,
    hooks: configuration.objects('LifecycleHooks').map((hook) => ({
      functionArn: hook.requiredText('HookTargetArn'),
      stages: hook.texts('LifecycleStages'),
    })),
    alarms: alarmsOf(configuration),
  };
}

function stepsOf(strategy: string, configuration: PropertyReader): readonly TrafficStep[] {
  const whole = { percent: 100, waitMinutes: 0 };
  if (strategy === 'BLUE_GREEN') return [whole];
  if (strategy === 'CANARY') {
    const canary = configuration.object('CanaryConfiguration');
    const percent = within(canary?.number('CanaryPercent') ?? 5, 0.1);
    return [{ percent, waitMinutes: canary?.number('CanaryBakeTimeInMinutes') ?? 10 }, whole];
  }
  if (strategy === 'LINEAR') {
    const linear = configuration.object('LinearConfiguration');
    const percent = within(linear?.number('StepPercent') ?? 10, 3);
    const waitMinutes = linear?.number('StepBakeTimeInMinutes') ?? 6;
    const between = Math.ceil(100 / percent) - 1;
    return [
      ...Array.from({ length: between }, (_, at) => ({ percent: percent * (at + 1), waitMinutes })),
      whole,
    ];
  }
  throw new AwsError(
    'InvalidParameterException',
    `The deployment strategy '${strategy}' must be ROLLING, BLUE_GREEN, LINEAR or CANARY.`,
  );
}

function within(percent: number, least: number): number {
  if (percent >= least && percent <= 100) return percent;
  throw new AwsError('InvalidParameterException', `The percentage ${percent} must be from ${least} to 100.`);
}

function alarmsOf(configuration: PropertyReader): readonly string[] {
  const alarms = configuration.object('Alarms');
  return alarms?.flag('Enable') === true && alarms.flag('Rollback') === true
    ? alarms.texts('AlarmNames')
    : [];
}
