import {
  DeleteParameterCommand,
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { sinceWords } from '../../pipeline/operations/ago.ts';
import { awsCommand } from '../../pipeline/operations/aws-command.ts';
import { Refusal } from '../command.ts';

export interface ClaimParts {
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly stage: string;
  readonly region: string;
  readonly operator: string;
  readonly now: () => number;
  readonly say: (sentence: string) => void;
}

/** A stage that nobody else deploys until it is given free. */
export interface StageClaim {
  /** Safe to call twice. */
  readonly free: () => Promise<void>;
}

/**
 * Notes in the stage's parameters who deploys all of it: CloudFormation tells nobody who works on a stack, and lets two
 * take turns on those of one stage, each undoing what the other brought. Parameter Store writes a name once only.
 */
export async function claimStage({
  ssm,
  stage,
  region,
  operator,
  now,
  say,
}: ClaimParts): Promise<StageClaim> {
  const Name = `/shoal/${stage}/being-deployed`;
  const since = new Date(now()).toISOString();
  const freeing = `${awsCommand({ region })} ssm delete-parameter --name ${Name} lets others deploy.`;
  try {
    await ssm.send(
      new PutParameterCommand({
        Name,
        Type: 'String',
        Value: JSON.stringify({ operator, since }),
        Description: `Shoal ${stage}: who deploys it just now, with npx shoal deploy`,
      }),
    );
  } catch (error) {
    if (error instanceof ParameterAlreadyExists) throw await taken({ ssm, Name, stage, freeing, now: now() });
    if (!(error instanceof Error && error.name === 'AccessDeniedException')) throw error;
    say(`These credentials may not write ${Name}, so nobody is told that you deploy ${stage}.`);
    return { free: async () => undefined };
  }
  let isFree = false;
  return {
    free: async () => {
      if (isFree) return;
      isFree = true;
      try {
        await ssm.send(new DeleteParameterCommand({ Name }));
      } catch (error) {
        if (error instanceof ParameterNotFound) return;
        say(`${Name} could not be deleted (${String(error)}): ${freeing}`);
      }
    },
  };
}

interface Taken extends Pick<ClaimParts, 'ssm' | 'stage'> {
  readonly Name: string;
  readonly freeing: string;
  readonly now: number;
}

async function taken({ ssm, Name, stage, freeing, now }: Taken): Promise<Refusal> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
  const { operator = 'somebody', since = '' } = noteOf(Parameter?.Value ?? '');
  const at = Date.parse(since) || now;
  return new Refusal(
    `${stage} is being deployed by ${operator}, ${sinceWords(at, now)}: wait until that has ended. Where it ended without a word (a laptop that was shut), ${freeing} Nothing was begun.`,
  );
}

function noteOf(text: string): { readonly operator?: string; readonly since?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
