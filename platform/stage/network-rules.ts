import type { StageDefinition } from '../stages.ts';
import type { Rule } from '../validation/rule.ts';
import { subjectOfStage } from '../validation/subject.ts';
import { mostZones } from './network.ts';

export const networkRules: readonly Rule<StageDefinition>[] = [
  {
    reads: ['zones'],
    problems: (stage) =>
      stage.zones.length <= mostZones
        ? []
        : [
            {
              subject: subjectOfStage(stage),
              field: 'zones',
              value: stage.zones,
              wrong: 'are more than the network has room for',
              allowed: `at most ${mostZones}`,
              fix: `remove ${stage.zones.length - mostZones}`,
            },
          ],
  },
];
