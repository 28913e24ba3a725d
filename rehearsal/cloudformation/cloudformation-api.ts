import { type ApiService, AwsError, type Operation } from '../plane.ts';
import type { CloudFormation, StartedOperation } from './cloudformation.ts';
import type { Stack } from './stack.ts';
import { describeEvent, describeResource, describeStack, summarizeStack } from './stack-answers.ts';
import { stackRequestOf } from './stack-request.ts';
import { TemplateError } from './template-error.ts';

/** CloudFormation's own API: it starts operations and tells how they go. */
export function createCloudFormationApi(cloudFormation: CloudFormation): ApiService {
  const { book } = cloudFormation;
  const stackNamed = (name: unknown): Stack => {
    const stack = typeof name === 'string' ? book.find(name) : undefined;
    if (!stack) throw new AwsError('ValidationError', `Stack with id ${String(name)} does not exist`);
    return stack;
  };
  const started = ({ stack, done }: StartedOperation) => {
    // Whoever started it follows the stack's events; the failure is written there.
    done.catch(() => {});
    return { StackId: stack.id };
  };
  const operations: Readonly<Record<string, Operation>> = {
    CreateStack: (input) => {
      if (book.find(String(input.StackName))) {
        throw new AwsError('AlreadyExistsException', `Stack [${input.StackName}] already exists`);
      }
      return started(cloudFormation.startCreate(stackRequestOf(input)));
    },
    UpdateStack: (input) => {
      const existing = book.find(String(input.StackName));
      if (!existing) throw new AwsError('ValidationError', `Stack [${input.StackName}] does not exist`);
      const operation = cloudFormation.startUpdate(
        stackRequestOf({ ...input, StackName: existing.name }, existing),
      );
      if (operation === 'no updates')
        throw new AwsError('ValidationError', 'No updates are to be performed.');
      return started(operation);
    },
    DeleteStack: ({ StackName }) => {
      if (book.find(String(StackName))) started(cloudFormation.startDelete(String(StackName)));
    },
    ContinueUpdateRollback: ({ StackName }) => {
      started(cloudFormation.startContinueRollback(stackNamed(StackName).name));
    },
    DescribeStacks: ({ StackName }) => ({
      Stacks: (StackName ? [stackNamed(StackName)] : book.all()).map(describeStack),
    }),
    DescribeStackEvents: ({ StackName }) => ({
      StackEvents: stackNamed(StackName).events.map(describeEvent).reverse(),
    }),
    DescribeStackResources: ({ StackName, LogicalResourceId }) => {
      const stack = stackNamed(StackName);
      const resources = [...stack.resources.values()].filter(
        ({ logicalId }) => !LogicalResourceId || logicalId === LogicalResourceId,
      );
      return { StackResources: resources.map((resource) => describeResource(stack, resource)) };
    },
    ListStackResources: ({ StackName }) => {
      const stack = stackNamed(StackName);
      return {
        StackResourceSummaries: [...stack.resources.values()].map((resource) =>
          describeResource(stack, resource),
        ),
      };
    },
    ListStacks: ({ StackStatusFilter }) => {
      const wanted = Array.isArray(StackStatusFilter) ? StackStatusFilter : [];
      const stacks = book.all().filter(({ status }) => wanted.length === 0 || wanted.includes(status));
      return { StackSummaries: stacks.map(summarizeStack) };
    },
    GetTemplate: ({ StackName }) => ({
      TemplateBody: JSON.stringify(stackNamed(StackName).template, null, 1),
    }),
  };
  return {
    signingName: 'cloudformation',
    protocol: 'query',
    namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    operations: Object.fromEntries(Object.entries(operations).map(([name, run]) => [name, inItsWords(run)])),
  };
}

/** What is wrong with a template is a ValidationError to whoever calls the API. */
function inItsWords(run: Operation): Operation {
  return (input) => {
    try {
      return run(input);
    } catch (error) {
      if (error instanceof TemplateError) throw new AwsError('ValidationError', error.message);
      throw error;
    }
  };
}
