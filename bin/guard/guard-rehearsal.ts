import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { deployedTemplates } from '../../pipeline/guards/deployed-templates.ts';
import { lookByTemplates } from '../../pipeline/guards/look-by-templates.ts';
import type { Template } from '../../pipeline/guards/resource-change.ts';
import { passes } from '../../pipeline/guards/verdict.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { ClientSettings } from '../client-settings.ts';
import { Refusal } from '../command.ts';
import { refusedWords } from './refused-words.ts';
import { verdictsOf } from './verdicts.ts';

export interface GuardedRelease {
  readonly stage: StageDefinition;
  readonly settings: ClientSettings;
  readonly stackName: string;
  readonly template: Template;
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
  template,
  letGo,
}: GuardedRelease): Promise<void> {
  const verdicts = await verdictsOf({
    guards: new Set(['migrations', 'colour', 'data']),
    stages: [stage],
    assembly: async () => {
      throw new Error('only what costs is read from an assembly');
    },
    look: async () => {
      const there = await deployedTemplates(new CloudFormationClient(settings), stage.name);
      return lookByTemplates(there, new Map([[stackName, template]]));
    },
    letGo,
  });
  if (passes(verdicts)) return;
  throw new Refusal(refusedWords(verdicts, stackName));
}
