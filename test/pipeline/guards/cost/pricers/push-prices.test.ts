import { describe, expect, it } from '@jest/globals';
import { tableOf } from '../../../../../pipeline/guards/cost/table.ts';
import { costWith } from '../charges-of.ts';

const action = (Name: string, Category: string, Provider: string) => ({
  Name,
  ActionTypeId: { Category, Provider },
});
const pipeline = {
  Stages: [
    { Actions: [action('Source', 'Source', 'CodeStarSourceConnection')] },
    { Actions: [action('Build', 'Build', 'CodeBuild')] },
    { Actions: [action('Approve', 'Approval', 'Manual')] },
    { Actions: [action('Deploy', 'Build', 'CodeBuild')] },
  ],
};
const project = (Type: string) => ({
  Source: { Type },
  Environment: { Type: 'ARM_CONTAINER', ComputeType: 'BUILD_GENERAL1_SMALL' },
});
const cost = costWith({
  Pipeline: ['AWS::CodePipeline::Pipeline', pipeline],
  Project: ['AWS::CodeBuild::Project', project('CODEPIPELINE')],
});

describe('a pipeline', () => {
  it('costs by the push: 33 minutes of actions, 32 of them on a machine, and nothing for whoever agrees', () => {
    expect(cost.perPush).toBeCloseTo(33 * 0.002 + 32 * 0.0034, 6);
  });

  it('costs nothing by being there, nor do the projects that it starts', () => {
    expect(cost.monthly).toBe(0);
    expect(cost.free).toEqual([]);
  });

  it('says what a push adds', () => {
    expect(tableOf(cost, { budget: undefined })).toContain(
      'A push that a pipeline takes through all stages adds 0.17.',
    );
    const without = costWith({ Project: ['AWS::CodeBuild::Project', project('GITHUB')] });
    expect(tableOf(without, { budget: undefined })).not.toContain('push');
  });
});
