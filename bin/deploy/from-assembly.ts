import { resolve } from 'node:path';
import { services } from '../../platform/services.ts';
import { sourceSettings } from '../../platform/source.ts';
import { Refusal } from '../command.ts';
import { operating } from '../stage/operating.ts';
import { knownService } from '../typed/known-service.ts';
import { knownStage } from '../typed/known-stage.ts';
import { assemblySteps } from './assembly-steps.ts';
import { deployAssembly } from './deploy-assembly.ts';
import { refuseExamplePipelines } from './refuse-example-source.ts';
import { rehearsalSteps } from './rehearsal-steps.ts';

export interface TypedAssembly {
  readonly assembly: string;
  readonly stage: string | undefined;
  readonly service: string | undefined;
  readonly letGo: readonly string[];
  readonly say: (sentence: string) => void;
}

/** What `npx shoal deploy --assembly` does with what was typed; returns the exit code. */
export async function deployFromAssembly({
  assembly,
  stage,
  service,
  letGo,
  say,
}: TypedAssembly): Promise<number> {
  if (stage === undefined) {
    throw new Refusal(`${assembly} holds the templates of every stage: name one, --stage dev.`);
  }
  if (stage === 'tools' && service !== undefined) {
    throw new Refusal(`tools has no ${service}: it is the registry and the pipelines. Name a stage with it.`);
  }
  // Set by `npx shoal pipeline run`, which plays what a build on AWS would do.
  const rehearsal = process.env.SHOAL_REHEARSAL;
  if (stage === 'tools' && rehearsal === undefined) refuseExamplePipelines(sourceSettings);
  const steps = rehearsal === undefined ? assemblySteps : rehearsalSteps(rehearsal);
  let left = 'Nothing was touched.';
  return operating(
    () => left,
    async () => {
      await deployAssembly(
        {
          assembly: resolve(assembly),
          stage: stage === 'tools' ? stage : knownStage(stage),
          service: service === undefined ? undefined : knownService(service),
          services: services.map(({ name }) => name),
          letGo,
          here: rehearsal === undefined ? ` --stage ${stage}` : '',
          say,
          now: (words) => {
            left = words;
          },
        },
        steps,
      );
      return 0;
    },
  );
}
