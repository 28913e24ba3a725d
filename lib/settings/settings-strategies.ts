import { pausesOf } from '../../platform/stage/release.ts';
import type { StageDefinition } from '../../platform/stages.ts';

export interface SettingsStrategy {
  readonly name: 'at-once' | 'gradual';
  readonly description: string;
  readonly deploymentDurationInMinutes: number;
  readonly growthType: 'LINEAR' | 'EXPONENTIAL';
  /** In percent of the tasks. */
  readonly growthFactor: number;
  readonly finalBakeTimeInMinutes: number;
}

const atOnce: SettingsStrategy = {
  name: 'at-once',
  description: 'All tasks have the change with their next question',
  deploymentDurationInMinutes: 0,
  growthType: 'LINEAR',
  growthFactor: 100,
  finalBakeTimeInMinutes: 0,
};

/** A changed setting may do the same harm as a changed image, so it goes out as a release of the stage does. */
export function settingsStrategies({
  release,
}: StageDefinition): readonly [SettingsStrategy, ...SettingsStrategy[]] {
  const { steps } = release;
  switch (steps.kind) {
    case 'all-at-once':
      return [atOnce];
    case 'canary':
      return [
        atOnce,
        {
          name: 'gradual',
          description: `${steps.percent} % of the tasks first, twice as many each time, all after ${steps.minutes} minutes`,
          deploymentDurationInMinutes: steps.minutes,
          growthType: 'EXPONENTIAL',
          growthFactor: steps.percent,
          finalBakeTimeInMinutes: steps.minutes,
        },
      ];
    case 'linear':
      return [
        atOnce,
        {
          name: 'gradual',
          description: `${steps.percent} % of the tasks every ${steps.everyMinutes} minutes`,
          deploymentDurationInMinutes: pausesOf(steps) * steps.everyMinutes,
          growthType: 'LINEAR',
          growthFactor: steps.percent,
          finalBakeTimeInMinutes: steps.everyMinutes,
        },
      ];
  }
}
