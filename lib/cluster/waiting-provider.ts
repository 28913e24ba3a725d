import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { HandlerFunction } from '../handler-function.ts';
import { acknowledgeProvider } from '../validation/acknowledge-provider.ts';

/** CloudFormation gives up after 60 minutes; a failure of ours, with a reason in it, has to come first. */
export const longestWait = Duration.minutes(58);

export interface WaitingProviderProps {
  /** A file of pipeline/release that exports `onEvent` and `isComplete`. */
  readonly entry: string;
  readonly does: string;
  readonly log: logs.ILogGroup;
  readonly askEvery: Duration;
  /** Gives `isComplete` what it needs, which does all of the work. `onEvent` only answers. */
  readonly grant: (role: iam.IRole) => void;
}

/** A custom resource that may take longer than a Lambda can live. */
export class WaitingProvider extends Construct {
  readonly provider: Provider;

  constructor(scope: Construct, id: string, props: WaitingProviderProps) {
    super(scope, id);
    const handler = (name: string, exportName: string): HandlerFunction =>
      new HandlerFunction(this, name, {
        entry: props.entry,
        exportName,
        description: `${props.does}: ${exportName}`,
        logGroup: props.log,
        timeout: Duration.minutes(2),
      });
    const isComplete = handler('IsComplete', 'isComplete');
    props.grant(roleOf(isComplete));
    this.provider = new Provider(this, 'Provider', {
      onEventHandler: handler('OnEvent', 'onEvent'),
      isCompleteHandler: isComplete,
      queryInterval: props.askEvery,
      totalTimeout: longestWait,
      logGroup: props.log,
    });
    acknowledgeProvider(this.provider);
  }
}

function roleOf(handler: HandlerFunction): iam.IRole {
  const { role } = handler;
  if (role === undefined)
    throw new Error(`${handler.node.path}: a handler has a role of its own, this one has none`);
  return role;
}
