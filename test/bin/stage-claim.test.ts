import {
  DeleteParameterCommand,
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from '@jest/globals';
import { claimStage } from '../../bin/deploy/stage-claim.ts';

/** Parameter Store, which writes a name once only. */
function parameters(refusing?: string) {
  const kept = new Map<string, string>();
  const fault = { message: 'x', $metadata: {} };
  const send = async (command: unknown) => {
    if (refusing !== undefined) throw Object.assign(new Error(refusing), { name: refusing });
    if (command instanceof PutParameterCommand) {
      const { Name = '', Value = '', Overwrite } = command.input;
      expect(Overwrite).not.toBe(true);
      if (kept.has(Name)) throw new ParameterAlreadyExists(fault);
      kept.set(Name, Value);
      return {};
    }
    if (command instanceof GetParameterCommand)
      return { Parameter: { Value: kept.get(command.input.Name ?? '') } };
    if (!(command instanceof DeleteParameterCommand)) throw new Error('asked for something else');
    if (!kept.delete(command.input.Name ?? '')) throw new ParameterNotFound(fault);
    return {};
  };
  return { kept, ssm: { send } as unknown as Pick<SSMClient, 'send'> };
}

const at = Date.parse('2026-11-21T09:00:00Z');
const claim = (ssm: Pick<SSMClient, 'send'>, operator: string, now = at, say = (_: string) => {}) =>
  claimStage({ ssm, stage: 'prod', region: 'eu-central-1', operator, now: () => now, say });

describe('a stage that is being deployed', () => {
  it('is refused to a second operator, who is told who deploys it and since when', async () => {
    const { ssm } = parameters();
    await claim(ssm, 'jan');
    await expect(claim(ssm, 'kim', at + 300_000)).rejects.toThrow(
      /^prod is being deployed by jan, since 09:00:00Z, 5 minutes ago: .* aws --region eu-central-1 ssm delete-parameter --name \/shoal\/prod\/being-deployed lets others deploy\. Nothing was begun\.$/,
    );
  });

  it('is theirs once the first has ended, and ending twice harms nobody', async () => {
    const { ssm, kept } = parameters();
    const first = await claim(ssm, 'jan');
    await first.free();
    await claim(ssm, 'kim');
    await first.free();
    expect([...kept.values()].join()).toContain('kim');
  });

  it('is deployed all the same by who may not note it, and that is said', async () => {
    const said: string[] = [];
    const { ssm } = parameters('AccessDeniedException');
    const { free } = await claim(ssm, 'jan', at, (sentence) => said.push(sentence));
    await free();
    expect(said).toEqual([
      'These credentials may not write /shoal/prod/being-deployed, so nobody is told that you deploy prod.',
    ]);
  });

  it('is not deployed where nobody knows whether somebody does', async () => {
    await expect(claim(parameters('InternalServerError').ssm, 'jan')).rejects.toThrow('InternalServerError');
  });
});
