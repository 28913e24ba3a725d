import type { BuildProject } from '../../rehearsal/codepipeline/build-projects.ts';
import type { Pipeline } from '../../rehearsal/codepipeline/pipeline.ts';

/** What of a pipeline can be played where a rehearsal of one stage is up. */
export interface Playable {
  readonly whyNotBuilt: (project: BuildProject | undefined, stage: string) => string | undefined;
  readonly whyNotAsked: (stage: string) => string | undefined;
}

/** Builds of the one stage, and those that belong to none; an approval where the stage after it is that one. */
export function playable(
  pipeline: Pipeline,
  projects: ReadonlyMap<string, BuildProject>,
  rehearsed: string,
): Playable {
  const whyNotBuilt: Playable['whyNotBuilt'] = (project, stage) => {
    const deploysTo = project === undefined ? stage : project.environment.STAGE;
    if (deploysTo === undefined || deploysTo === rehearsed) return undefined;
    return `not played: the rehearsal that is up plays ${rehearsed} (npm start -- --stage <name> plays another)`;
  };
  return {
    whyNotBuilt,
    whyNotAsked: (stage) => {
      const next = pipeline.stages[pipeline.stages.findIndex(({ name }) => name === stage) + 1];
      const built = next?.actions.find(({ provider }) => provider === 'CodeBuild');
      if (next === undefined || built === undefined) return undefined;
      const because = whyNotBuilt(projects.get(built.configuration.ProjectName ?? ''), next.name);
      return because === undefined ? undefined : `not asked: ${next.name} is not played here`;
    },
  };
}
