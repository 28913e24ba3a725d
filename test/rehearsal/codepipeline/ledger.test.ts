import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PipelineLedger } from '../../../rehearsal/codepipeline/ledger.ts';

let state: string;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'shoal-ledger-'));
});

afterEach(() => rm(state, { recursive: true, force: true }));

const revision = { commit: 'abc', message: 'Sort by price', author: 'Ada' };

async function executionLeft(ledger: PipelineLedger, id: string) {
  const folder = join(ledger.folder, id);
  await mkdir(folder, { recursive: true });
  return { id, revision, artifacts: { Assembly: folder }, variables: {} };
}

describe('the ledger of a pipeline', () => {
  it('remembers the last push and what last succeeded in a stage, from run to run', async () => {
    const ledger = await new PipelineLedger(state, 'catalog').read();
    expect([ledger.pushed, ledger.lastGood('dev')]).toEqual([undefined, undefined]);
    await ledger.note({ pushed: 'abc', succeeded: false });
    await ledger.noteGood('dev', await executionLeft(ledger, 'one'));
    const next = await new PipelineLedger(state, 'catalog').read();
    expect([next.pushed, next.succeeded, next.lastGood('dev')?.id]).toEqual(['abc', false, 'one']);
    expect((await new PipelineLedger(state, 'carts').read()).pushed).toBeUndefined();
  });

  it('sweeps away what no stage would go back to, and offers nothing that was swept', async () => {
    const ledger = await new PipelineLedger(state, 'catalog').read();
    await executionLeft(ledger, 'failed');
    const kept = await executionLeft(ledger, 'kept');
    await ledger.noteGood('dev', kept);
    await ledger.sweep();
    expect((await readdir(ledger.folder)).sort()).toEqual(['kept', 'ledger.json']);
    await rm(join(ledger.folder, 'kept'), { recursive: true });
    expect(ledger.lastGood('dev')).toBeUndefined();
  });

  it('belongs to one process at a time, and tells another since when', async () => {
    const ledger = await new PipelineLedger(state, 'catalog').read();
    const claim = await ledger.claim(1000);
    expect(await ledger.claim(2000)).toEqual({ since: 1000 });
    await ('free' in claim && claim.free());
    expect(await ledger.claim(3000)).toHaveProperty('free');
  });

  it('is free again when the process that had it was killed', async () => {
    const ledger = await new PipelineLedger(state, 'catalog').read();
    // No process has a number this large.
    await writeFile(join(ledger.folder, 'running.json'), '{"pid": 99999999, "since": 1}');
    expect(await ledger.claim(2000)).toHaveProperty('free');
  });
});
