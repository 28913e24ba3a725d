import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { prod, type StageDefinition } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

const sentencesAbout = (taskSizes: unknown): readonly string[] =>
  problemsThrownBy(() => validateStages([{ ...prod, taskSizes } as StageDefinition], ['catalog', 'orders']));

describe('the size of tasks in a stage', () => {
  it('is the one of the definition, or another for some services', () => {
    expect(sentencesAbout({})).toEqual([]);
    expect(sentencesAbout({ catalog: { cpu: 1024, memoryMiB: 2048 } })).toEqual([]);
  });

  it.each([
    [
      { catalogue: { cpu: 1024, memoryMiB: 2048 } },
      "stage 'prod': taskSizes 'catalogue' is not a service, allowed: catalog, orders; did you mean 'catalog'?",
    ],
    [
      { catalog: { cpu: 300, memoryMiB: 2048 } },
      "stage 'prod': taskSizes.catalog.cpu 300 is not a Fargate size, allowed: 256, 512, 1024, 2048, 4096, 8192, 16384; use 512",
    ],
    [
      { catalog: { cpu: 1024, memoryMiB: 1024 } },
      /^stage 'prod': taskSizes\.catalog\.memoryMiB 1024 does not go with 1024 CPU units on Fargate, .*; use 2048$/,
    ],
    [
      { catalog: { cpu: 1024 } },
      /^stage 'prod': taskSizes .* has catalog\.memoryMiB, which is no whole number/,
    ],
    [['catalog'], /^stage 'prod': taskSizes \["catalog"\] is no object/],
  ])('is refused where it is %j', (sizes, expected) => {
    expect(sentencesAbout(sizes)).toEqual([
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    ]);
  });
});
