import type { PropertyReader } from '../property-reader.ts';
import { capitalized } from './capitalized.ts';
import { describeTaskDefinition } from './describe-task-definition.ts';
import type { EcsState } from './ecs-state.ts';
import { page } from './page.ts';

type Operations = Readonly<Record<string, (input: PropertyReader) => unknown>>;

/** Reading task definitions, and registering one outside a stack. */
export function taskDefinitionsApi(state: EcsState): Operations {
  const listed = (input: PropertyReader) => {
    const family = input.text('familyPrefix');
    const status = input.text('status') ?? 'ACTIVE';
    return state.definitions
      .all()
      .filter((each) => each.status === status && (family === undefined || each.family === family));
  };
  return {
    DescribeTaskDefinition: (input) => ({
      taskDefinition: describeTaskDefinition(state.definitions.get(input.requiredText('taskDefinition'))),
      tags: [],
    }),

    ListTaskDefinitions(input) {
      const arns = listed(input).map(({ arn }) => arn);
      return page(input, 'taskDefinitionArns', input.text('sort') === 'DESC' ? arns.reverse() : arns, 100);
    },

    ListTaskDefinitionFamilies(input) {
      const prefix = input.text('familyPrefix') ?? '';
      const families = [...new Set(state.definitions.all().map(({ family }) => family))];
      return page(
        input,
        'families',
        families.filter((family) => family.startsWith(prefix)),
        100,
      );
    },

    RegisterTaskDefinition(input) {
      const family = input.requiredText('family');
      const properties = capitalized(input.raw) as Readonly<Record<string, unknown>>;
      return {
        taskDefinition: describeTaskDefinition(state.definitions.register(family, properties)),
        tags: [],
      };
    },
  };
}
