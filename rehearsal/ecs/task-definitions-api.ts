import { AwsError } from '../plane.ts';
import type { PropertyReader } from '../property-reader.ts';
import { describeTaskDefinition } from './describe-task-definition.ts';
import type { EcsState } from './ecs-state.ts';
import { page } from './page.ts';

type Operations = Readonly<Record<string, (input: PropertyReader) => unknown>>;

/** Reading task definitions; registering them is CloudFormation's. */
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

    RegisterTaskDefinition() {
      throw new AwsError(
        'InvalidParameterException',
        'A rehearsal takes task definitions from templates: change the service and run `npx shoal deploy <service>`.',
      );
    },
  };
}
