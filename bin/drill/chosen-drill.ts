import type { ExperimentTemplate } from '../../pipeline/operations/drill/fault-injection.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';
import { unknownName } from '../typed/unknown-name.ts';

/** What the stage's drills are called, without the stage: `stop-tasks-catalog`. */
export function drillsOf(
  stage: string,
  templates: readonly ExperimentTemplate[],
): ReadonlyMap<string, ExperimentTemplate> {
  const own = templates.filter(({ name }) => name.startsWith(`${stage}-`));
  return new Map(own.map((template) => [template.name.slice(stage.length + 1), template]));
}

/** Refuses what may only be asked for with more words, before anybody is asked anything. */
export function refuseUnasked(
  { name, resilience }: Pick<StageDefinition, 'name' | 'resilience'>,
  { prod, isRehearsal }: { readonly prod: boolean; readonly isRehearsal: boolean },
): void {
  if (resilience.noticedBy === 'customers' && !prod && !isRehearsal) {
    throw new Refusal(
      `${name} serves customers, and a drill breaks something of it: with --prod you say that you mean it. Nothing was begun.`,
    );
  }
  if ('none' in resilience.experiments) {
    const elsewhere = isRehearsal ? ' npm start -- --stage staging rehearses a stage that has some.' : '';
    throw new Refusal(
      `${name} has no drills: ${resilience.experiments.none}. They stand in platform/stages.ts, as resilience.experiments.${elsewhere} Nothing was begun.`,
    );
  }
}

export function chosenDrill(
  typed: string,
  stage: string,
  drills: ReadonlyMap<string, ExperimentTemplate>,
): ExperimentTemplate {
  const found = drills.get(typed);
  if (found === undefined) throw unknownName(typed, `a drill of ${stage}`, [...drills.keys()]);
  return found;
}
