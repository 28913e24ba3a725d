import { oneOf, wholeNumber } from '../validation/checks.ts';
import { Choice, type Shape } from '../validation/shape.ts';

/** How a new version of a service gets its traffic in a stage. */
export interface ReleaseSettings {
  /**
   * Who moves it: CodeDeploy, or ECS itself. A service keeps the one it was created with; choosing the other is
   * refused when its stack is deployed, with the way that works.
   */
  readonly strategy: 'codedeploy' | 'ecs-native';
  readonly steps: TrafficSteps;
  /** How long the old tasks stay after all traffic has moved, so that going back is immediate. */
  readonly keepOldMinutes: number;
}

export type TrafficSteps =
  | { readonly kind: 'all-at-once' }
  /** A part first, and the rest after some minutes. */
  | { readonly kind: 'canary'; readonly percent: number; readonly minutes: number }
  /** Part after part, the same each time. */
  | { readonly kind: 'linear'; readonly percent: number; readonly everyMinutes: number };

/** How often traffic waits between two steps: the last one follows no wait. */
export function pausesOf({ percent }: { readonly percent: number }): number {
  return Math.ceil(100 / percent) - 1;
}

const kind = oneOf('all-at-once', 'canary', 'linear');
const minutes = wholeNumber({ from: 1, to: 60 });

export const releaseShape: Shape = {
  strategy: oneOf('codedeploy', 'ecs-native'),
  steps: new Choice((steps): Shape => {
    if (steps.kind === 'canary') return { kind, percent: wholeNumber({ from: 1, to: 99 }), minutes };
    // ECS takes no smaller step than 3 percent, and a stage may change its strategy before it has services.
    if (steps.kind === 'linear')
      return { kind, percent: wholeNumber({ from: 3, to: 99 }), everyMinutes: minutes };
    return { kind };
  }),
  keepOldMinutes: wholeNumber({ from: 0, to: 60 }),
};
