import { DescribeServicesCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { type CustomResourceEvent, type OnEventResult, physicalIdOf } from './custom-resource.ts';
import { controllers, releaseStrategies, releaseStrategyOf } from './release-strategy.ts';
import { propertiesOf } from './resource-properties.ts';

export interface StrategyGuardParts {
  readonly ecs: Pick<ECSClient, 'send'>;
}

/**
 * `Custom::ReleaseStrategy`: refuses a stack whose service was created with what it keeps for life: the strategy, and
 * under CodeDeploy whether sessions may be opened in its tasks. Everything else of a service's stack comes after it, so
 * a refusal changes nothing. It believes ECS and not the stack's history: a service that somebody has moved is as good
 * as a new one.
 */
export function createStrategyGuard({ ecs }: StrategyGuardParts) {
  return {
    async onEvent(event: CustomResourceEvent): Promise<OnEventResult> {
      if (event.RequestType === 'Delete') return { PhysicalResourceId: physicalIdOf(event) };
      const properties = propertiesOf(event);
      const cluster = properties.text('Cluster');
      const service = properties.text('Service');
      const wanted = releaseStrategyOf(properties.text('Strategy'));
      const found = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
      const existing = found.services?.find(({ status }) => status !== 'INACTIVE');
      const controller = existing && (existing.deploymentController?.type ?? 'ECS');
      const stack = stackOf(event);
      if (controller !== undefined && controller !== controllers[wanted]) {
        throw new StrategyChangedError({ service, controller, wanted, stack });
      }
      const sessions = properties.optionalText('Sessions');
      const had = String(existing?.enableExecuteCommand ?? false);
      if (existing !== undefined && sessions !== undefined && had !== sessions) {
        throw new SessionsChangedError({ service, allowed: had === 'true', stack });
      }
      return { PhysicalResourceId: `${cluster}/${service}/strategy` };
    },
  };
}

interface StrategyChange {
  readonly service: string;
  readonly controller: string;
  readonly wanted: string;
  readonly stack: string;
}

/** CloudFormation shows the sentence, and undoes nothing, since nothing was done. */
export class StrategyChangedError extends Error {
  readonly service: string;

  constructor({ service, controller, wanted, stack }: StrategyChange) {
    const present = releaseStrategies.find((strategy) => controllers[strategy] === controller) ?? controller;
    super(
      `service '${service}': it was created with release strategy '${present}' and is now to have '${wanted}'. A service keeps its strategy, and nothing was changed. ` +
        `Either put '${present}' back for this stage in platform/stages.ts; or delete stack ${stack} and deploy it again: its data stays, and the service is away in between. ` +
        'docs/decisions/0028-a-service-keeps-its-strategy.md has a way without that, for CodeDeploy to ECS.',
    );
    this.name = 'StrategyChangedError';
    this.service = service;
  }
}

/** Under CodeDeploy ECS changes this no more than the rest of a service, and in other words than ours. */
export class SessionsChangedError extends Error {
  readonly service: string;

  constructor({
    service,
    allowed,
    stack,
  }: { readonly service: string; readonly allowed: boolean; readonly stack: string }) {
    const [was, because] = allowed
      ? [
          'with sessions by ECS Exec',
          "the stage's experiments now break its tasks, which sessions do not bear",
        ]
      : ['without sessions by ECS Exec', "the stage's experiments no longer break its tasks"];
    super(
      `service '${service}': it was created ${was}, and ${because}. Under CodeDeploy a service keeps that, and nothing was changed. ` +
        `Either put the experiments of this stage back in platform/stages.ts; or delete stack ${stack} and deploy it again: its data stays, and the service is away in between`,
    );
    this.name = 'SessionsChangedError';
    this.service = service;
  }
}

/** `dev-catalog` of the stack's ARN. */
function stackOf({ StackId }: CustomResourceEvent): string {
  return StackId.split('/')[1] ?? StackId;
}
