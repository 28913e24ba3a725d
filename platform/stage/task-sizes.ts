import type { ServiceDefinition, TaskSize } from '../service-definition.ts';
import type { StageDefinition } from '../stages.ts';
import { wholeNumber } from '../validation/checks.ts';
import { sizeProblemsOf } from '../validation/fargate-sizes.ts';
import { unknownName } from '../validation/names.ts';
import type { Problem } from '../validation/problem.ts';
import type { Rule } from '../validation/rule.ts';
import { type Check, isRecord, problemsOf } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';

/** Sizes of tasks by service, where a stage needs others than their definitions say. */
export type TaskSizes = Readonly<Record<string, TaskSize>>;

/** How large the tasks of a service are in a stage. */
export function taskSizeIn(stage: StageDefinition, service: ServiceDefinition): TaskSize {
  return stage.taskSizes[service.name] ?? service.size;
}

const sizeShape = {
  cpu: wholeNumber({ from: 256, to: 16384 }),
  memoryMiB: wholeNumber({ from: 512, to: 122880 }),
};

export const taskSizesCheck: Check = (sizes) => {
  if (!isRecord(sizes)) {
    return { wrong: 'is no object', allowed: 'sizes by service', fix: 'write {} where none differs' };
  }
  const [first] = Object.entries(sizes).flatMap(([service, size]) =>
    problemsOf(subjectOfStage(null), sizeShape, size, service),
  );
  if (first === undefined) return undefined;
  const { field, wrong, allowed, fix } = first;
  return { wrong: `has ${field}, which ${wrong}`, allowed, fix };
};

const offeredByFargate: Rule<StageDefinition>['problems'] = (stage) =>
  Object.entries(stage.taskSizes).flatMap(([service, size]) =>
    sizeProblemsOf(subjectOfStage(stage), size).map((problem) => ({
      ...problem,
      field: problem.field.replace('size', `taskSizes.${service}`),
    })),
  );

export const taskSizeRules: readonly Rule<StageDefinition>[] = [
  { reads: ['taskSizes'], problems: offeredByFargate },
];

/** Sizes for services that there are not. */
export function strangersAmong(
  stages: readonly StageDefinition[],
  services: readonly string[],
): readonly Problem[] {
  return stages.flatMap((stage) =>
    (isRecord(stage.taskSizes) ? Object.keys(stage.taskSizes) : [])
      .filter((name) => !services.includes(name))
      .map((value) =>
        unknownName({
          subject: subjectOfStage(stage),
          field: 'taskSizes',
          value,
          known: services,
          what: 'a service',
        }),
      ),
  );
}
