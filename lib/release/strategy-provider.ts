import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { HandlerFunction } from '../handler-function.ts';
import type { ServiceNames } from '../service/service-names.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { acknowledgeProvider } from '../validation/acknowledge-provider.ts';

export interface StrategyProviderProps {
  readonly stage: StageDefinition;
  readonly logKey: kms.IKey;
  readonly services: readonly ServiceNames[];
}

/** Looks how a service is released before its stack changes anything. */
export class StrategyProvider extends Construct {
  readonly provider: Provider;

  constructor(scope: Construct, id: string, { stage, logKey, services }: StrategyProviderProps) {
    super(scope, id);
    const logGroup = new StageLogGroup(this, 'Log', { stage, key: logKey, name: 'platform/strategies' });
    const onEvent = new HandlerFunction(this, 'OnEvent', {
      entry: 'pipeline/release/strategy-guard.handler.ts',
      description: `Shoal ${stage.name}: refuses another release strategy for a service that is there`,
      logGroup,
      timeout: Duration.minutes(2),
    });
    onEvent.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['ecs:DescribeServices'],
        resources: services.map(({ cluster, service }) =>
          Stack.of(this).formatArn({
            service: 'ecs',
            resource: 'service',
            resourceName: `${cluster}/${service}`,
          }),
        ),
      }),
    );
    this.provider = new Provider(this, 'Provider', { onEventHandler: onEvent, logGroup });
    acknowledgeProvider(this.provider);
  }
}
