import { passes } from '../../pipeline/guards/verdict.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';
import type { ClientSettings } from '../stage/client-settings.ts';
import { say } from '../terminal/say.ts';
import { lookAtStage } from './guarded-stage.ts';
import { refusedWords } from './refused-words.ts';
import { verdictsOf } from './verdicts.ts';

export interface GuardedRelease {
  readonly stage: StageDefinition;
  readonly settings: ClientSettings;
  readonly stackName: string;
  /** Where its template is. */
  readonly assembly: string;
  readonly letGo: readonly string[];
}

/**
 * Lets one service's stack be deployed into a rehearsal, or throws what would be refused on AWS. Money is not asked
 * about: nothing costs here, and `npx shoal cost` tells.
 */
export async function guardRelease({
  stage,
  settings,
  stackName,
  assembly,
  letGo,
}: GuardedRelease): Promise<void> {
  const verdicts = await verdictsOf({
    guards: new Set(['migrations', 'colour', 'data']),
    stages: [stage],
    assembly: async () => {
      throw new Error('only what costs is read from an assembly');
    },
    look: () =>
      lookAtStage({
        stage,
        deployed: { kind: 'rehearsal', settings },
        assembly,
        stacks: [stackName],
        say,
      }),
    letGo,
  });
  if (passes(verdicts)) return;
  throw new Refusal(refusedWords(verdicts, stackName));
}
