import { describe, expect, it } from '@jest/globals';
import { templatesOfRef } from '../../../bin/cost/templates-of.ts';
import { costOf } from '../../../pipeline/guards/cost/stage-cost.ts';

describe('the templates of a commit', () => {
  it('are made by its own code, and only those of the stage that is asked for', async () => {
    const stacks = await templatesOfRef('HEAD', 'dev');
    expect(new Set(stacks.map(({ stage }) => stage))).toEqual(new Set(['dev', 'tools']));
    expect(stacks.map(({ name, region }) => [name, region])).toContainEqual(['dev-edge', 'eu-central-1']);
    expect(costOf('dev', stacks).monthly).toBeGreaterThan(0);
  }, 60_000);
});
