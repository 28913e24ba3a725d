import type { StageDefinition } from '../stages.ts';
import type { Rule } from '../validation/rule.ts';
import { subjectOfStage } from '../validation/subject.ts';

/** A balancer compares tasks with each other, and of two it cannot tell which one is the exception. */
const tasksToCompare = 3;

export const edgeRules: readonly Rule<StageDefinition>[] = [
  {
    reads: ['edge.balancing', 'tasks'],
    problems: (stage) =>
      stage.edge.balancing !== 'anomaly-mitigation' || stage.tasks.min >= tasksToCompare
        ? []
        : [
            {
              subject: subjectOfStage(stage),
              field: 'edge.balancing',
              value: stage.edge.balancing,
              wrong: `does nothing with the ${stage.tasks.min} tasks of tasks.min`,
              allowed: `least-outstanding-requests, or at least ${tasksToCompare} tasks`,
              fix: `use 'least-outstanding-requests', or raise tasks.min to ${tasksToCompare}`,
            },
          ],
  },
];
