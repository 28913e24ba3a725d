import { CfnResource, Stack } from 'aws-cdk-lib';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Accepts what CDK's Provider framework brings along: its functions, their roles and the state machine that waits. */
export function acknowledgeProvider(provider: Provider): void {
  acknowledge(
    provider,
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    "The roles are those of CDK's own provider framework. The policy lets them write logs and nothing else; what they may invoke stands in a policy of their own that names our functions.",
  );
  for (const invoked of functionsInvokedIn(provider)) {
    acknowledge(
      provider,
      `IAM5[Resource::<${invoked}.Arn>:*]`,
      'The star stands for the versions of one function named by its ARN, as the framework invokes it: it reaches no other function.',
    );
  }
  const waiter = provider.node.tryFindChild('waiter-state-machine');
  if (waiter !== undefined) acknowledgeWaiter(waiter);
}

function acknowledgeWaiter(waiter: IConstruct): void {
  acknowledge(
    waiter,
    'SF1',
    'The machine only asks one function, again and again, whether a resource is complete. Each answer is in the log of that function, so a log of the transitions repeats it.',
  );
  acknowledge(
    waiter,
    'SF2',
    'The machine serves deployments, no request of a user: its one step is traced by the log of the function it calls.',
  );
}

/** Logical ids of our handlers, which the framework invokes, and of the framework's own functions, which the waiter does. */
function functionsInvokedIn(provider: Provider): readonly string[] {
  const handlers = [provider.onEventHandler, provider.isCompleteHandler].filter(
    (handler) => handler !== undefined,
  );
  return [...handlers, ...provider.node.children]
    .map((construct) => construct.node.defaultChild)
    .filter((child) => child instanceof CfnResource)
    .map((child) => Stack.of(provider).getLogicalId(child));
}
