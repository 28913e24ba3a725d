import { isExampleSource, type SourceSettings } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';

/** A pipeline is made of the connection that its source comes over. */
export function refuseExamplePipelines(source: SourceSettings): void {
  if (!isExampleSource(source)) return;
  throw new Refusal(
    "tools holds the pipelines, and platform/source.ts still names the example's repository, from which nothing could start: write yours and its connection there, or { none: why } and there are no pipelines.",
  );
}

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
