import { type Difference, differenceBetween } from '../../pipeline/guards/cost/difference.ts';
import { reportOf } from '../../pipeline/guards/cost/report.ts';
import { costOf, costOfAll, type StageCost } from '../../pipeline/guards/cost/stage-cost.ts';
import { differenceTableOf, tableOf } from '../../pipeline/guards/cost/table.ts';
import { stages } from '../../platform/stages.ts';
import type { Command } from '../command.ts';
import { atRef } from '../cost/at-ref.ts';
import { templatesOfNow, templatesOfRef } from '../cost/templates-of.ts';
import { knownStage } from '../typed/known-stage.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    'npx shoal cost                      every stage, and what they share as tools',
    'npx shoal cost --stage dev          only that stage',
    'npx shoal cost --since HEAD~1       and what has changed since a commit',
    'npx shoal cost --resources          each resource on a line, where alike ones are counted otherwise',
    'npx shoal cost --json               the same for programs',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, {
      options: {
        stage: { type: 'string' },
        since: { type: 'string' },
        resources: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const stage = values.stage === undefined ? undefined : knownStage(values.stage).name;
    const { since: ref } = values;
    const [now, before] = await Promise.all([
      templatesOfNow(stage),
      ref === undefined ? undefined : templatesOfRef(ref, stage),
    ]);
    const costs = stage === undefined ? inOrder(costOfAll(now)) : [costOf(stage, now)];
    const since =
      before === undefined || ref === undefined
        ? undefined
        : { ref, differences: await atRef(ref, () => costs.map((cost) => sinceThen(cost, before))) };
    process.stdout.write(
      values.json
        ? `${JSON.stringify(reportOf(costs, budgetOf, since), null, 2)}\n`
        : textOf(costs, { since, eachResource: values.resources }),
    );
    return 0;
  },
};

type Stacks = Parameters<typeof costOf>[1];

/** A stage that had no stacks then cost nothing then. */
function sinceThen(cost: StageCost, before: Stacks): Difference {
  const had = before.some(({ stage }) => stage === cost.stage);
  return differenceBetween(had ? costOf(cost.stage, before) : undefined, cost);
}

interface TextOptions {
  readonly since: { readonly ref: string; readonly differences: readonly Difference[] } | undefined;
  readonly eachResource: boolean;
}

function textOf(costs: readonly StageCost[], { since, eachResource }: TextOptions): string {
  const tables = costs.map((cost) => tableOf(cost, { budget: budgetOf(cost.stage), eachResource }));
  const changes = since?.differences.map((difference) => differenceTableOf(difference, since.ref)) ?? [];
  return [...tables, ...changes].join('\n');
}

/** As the stages stand in platform/stages.ts, and what they share at the end. */
function inOrder(costs: readonly StageCost[]): readonly StageCost[] {
  const known = stages.flatMap(({ name }) => costs.filter(({ stage }) => stage === name));
  return [...known, ...costs.filter((cost) => !known.includes(cost))];
}

function budgetOf(stage: string): number | undefined {
  return stages.find(({ name }) => name === stage)?.budget.monthlyUsd;
}
