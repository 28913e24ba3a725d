import { describe, expect, it } from '@jest/globals';
import { type Approvals, approvalPlayer } from '../../../bin/pipeline/ask-approval.ts';
import { readPipeline } from '../../../rehearsal/codepipeline/read-pipeline.ts';

async function asked(approvals: Partial<Approvals>, answer = '') {
  const { stages } = readPipeline({
    Stages: [
      { Name: 'Approve-prod', Actions: [{ Name: 'Approve', Configuration: { CustomData: 'May it?' } }] },
    ],
  });
  const [action] = stages[0]?.actions ?? [];
  if (action === undefined) throw new Error('the scene has no action');
  const said: string[] = [];
  const outcome = await approvalPlayer({
    yes: false,
    notAsked: () => undefined,
    terminal: { ask: async () => answer },
    ...approvals,
  })({
    stage: 'Approve-prod',
    action,
    inputs: [],
    folder: '/nowhere',
    say: (sentence) => said.push(sentence),
    signal: new AbortController().signal,
  });
  return { outcome, said };
}

describe('an approval', () => {
  it.each(['y', 'yes', ' Y '])('is given by %j', async (answer) => {
    expect(await asked({}, answer)).toEqual({ outcome: { status: 'succeeded' }, said: ['May it?'] });
  });

  it.each(['', 'n', 'no', 'yesterday'])('is not given by %j', async (answer) => {
    expect((await asked({}, answer)).outcome).toMatchObject({
      status: 'failed',
      cause: `not approved (the answer was '${answer}'). Nothing after it was begun, and what was deployed before it stays.`,
    });
  });

  it('can be given beforehand, and is then not asked for', async () => {
    const terminal = { ask: () => Promise.reject(new Error('asked')) };
    expect((await asked({ yes: true, terminal })).outcome).toEqual({ status: 'succeeded' });
  });

  it('fails where nobody can be asked, and says how to agree', async () => {
    const terminal = { ask: async () => undefined };
    expect((await asked({ terminal })).outcome).toMatchObject({
      status: 'failed',
      cause: expect.stringContaining('--yes'),
    });
  });

  it('is not asked for where what it lets in is not played', async () => {
    const { outcome, said } = await asked({ notAsked: () => 'prod is not played here' });
    expect(outcome).toEqual({ status: 'not-played', because: 'prod is not played here' });
    expect(said).toEqual(['prod is not played here']);
  });
});
