import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { services } from '../../../platform/services.ts';
import { stacksOf } from '../../guards/stacks-of.ts';
import type { Evidence } from './evidence.ts';
import { stackEvidenceOf } from './gather-stack.ts';

export interface Ground {
  readonly stage: string;
  readonly here: string;
  readonly aws: string;
  readonly now: number;
  readonly isRehearsal: boolean;
}

/** What CloudFormation says of the stacks that services stand on, of those alone whose last operation did not succeed. */
export async function gatherGround(
  cloudformation: Pick<CloudFormationClient, 'send'>,
  { stage, here, aws, now, isRehearsal }: Ground,
): Promise<readonly Evidence[]> {
  const ofServices = new Set(services.map(({ name }) => `${stage}-${name}`));
  const troubled = (await stacksOf(cloudformation, stage))
    .filter(({ StackStatus = '' }) => /ROLLBACK|FAILED/.test(StackStatus))
    .flatMap(({ StackName: name = '' }) => (ofServices.has(name) ? [] : [name]));
  const gathered: Evidence[] = [];
  for (const name of troubled.sort()) {
    const stack = await stackEvidenceOf(cloudformation, name);
    if (stack === undefined) continue;
    gathered.push({
      stage,
      service: name.slice(stage.length + 1),
      here,
      aws,
      now,
      ...(isRehearsal ? { deployedBy: 'npx shoal pipeline run platform' } : {}),
      stack,
      stopped: [],
      targets: [],
      deployments: [],
      alarms: [],
      lines: [],
    });
  }
  return gathered;
}
