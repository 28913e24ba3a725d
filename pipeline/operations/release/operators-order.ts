import type { Service } from '@aws-sdk/client-ecs';
import type { Placement } from '../../release/placement.ts';
import type { ReleaseOrder } from '../../release/release-order.ts';
import { type OperatorsMark, requestIdOf } from '../../release/who.ts';

export interface OperatorsWish extends OperatorsMark {
  readonly stage: string;
  readonly service: string;
  readonly taskDefinition: string;
  /** Of a stage that sleeps, the hours in which it does not, in words. */
  readonly wakingHours: string | undefined;
  readonly unique: string;
}

/** What `Custom::Release` would be asked for, read from the service as it runs: there is no stack update to say it. */
export function operatorsOrder(wish: OperatorsWish, running: Service): ReleaseOrder {
  const { stage, service, verb, taskDefinition, wakingHours, unique } = wish;
  const own = `${stage}-${service}`;
  return {
    requestId: requestIdOf(wish, unique),
    name: service,
    cluster: stage,
    service,
    taskDefinition,
    replaces: undefined,
    application: own,
    deploymentGroup: own,
    placement: placementIn(running, service),
    moves: false,
    anew: verb === 'restart',
    hook: `CodeDeployHook_${stage}_${service}`,
    wakingHours,
    // An operator is told at once what CloudFormation would wait for.
    requestedAt: 0,
  };
}

function placementIn({ taskSets = [] }: Service, service: string): Placement {
  const primary = taskSets.find(({ status }) => status === 'PRIMARY');
  const network = primary?.networkConfiguration?.awsvpcConfiguration;
  const port = primary?.loadBalancers?.[0]?.containerPort;
  if (network === undefined || port === undefined) {
    throw new Error(
      `service '${service}': no task set of it has the traffic, so nothing says where its tasks run: deploy it`,
    );
  }
  return {
    port,
    subnets: network.subnets ?? [],
    securityGroups: network.securityGroups ?? [],
    capacityProviders: (primary?.capacityProviderStrategy ?? []).map(
      ({ capacityProvider, weight, base }) => ({
        capacityProvider: capacityProvider ?? '',
        weight: weight ?? 0,
        base: base ?? 0,
      }),
    ),
  };
}
