import { environmentNames as name } from '../../../platform/environment-names.ts';
import { samplingOf } from '../../../platform/stage/telemetry.ts';
import type { StageDefinition } from '../../../platform/stages.ts';

/**
 * What a task is told of sampling. It decides where a trace begins, at the gateway for whatever a customer asks, and all
 * behind it follow; a rule in X-Ray would be asked by nobody.
 */
export function samplingEnvironment(stage: StageDefinition): Readonly<Record<string, string>> {
  const { perSecond, percent } = samplingOf(stage.telemetry);
  return { [name.tracesPerSecond]: String(perSecond), [name.tracesPercent]: String(percent) };
}
