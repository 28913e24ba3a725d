import { isExampleSource, type SourceSettings } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';

/** CodeBuild takes no project whose connection there is not, and would say so when everything else is deployed. */
export function refuseExampleSource(
  { name, phoenix }: Pick<StageDefinition, 'name' | 'phoenix'>,
  source: SourceSettings,
): void {
  if ('none' in phoenix || !isExampleSource(source)) return;
  throw new Refusal(
    `${name} is released anew each week (phoenix, platform/stages.ts), and platform/source.ts still names the example's repository: write yours and its connection there, or { none: why } and it is not.`,
  );
}
