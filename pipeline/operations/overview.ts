import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  type Service,
  type TaskSet,
} from '@aws-sdk/client-ecs';
import { firingIn } from './firing.ts';

/** One service of a stage, as an operator looks at it. */
export interface ServiceOverview {
  readonly service: string;
  /** Of the two, the one that has the traffic; both where it is on its way. */
  readonly colour: string;
  readonly running: number;
  readonly desired: number;
  /** The tag of the image that serves. */
  readonly serving: string;
  /** Of one on its way, how many of its tasks run: `1f2e3d4c 1/2`. */
  readonly arriving: string;
  readonly alarms: readonly string[];
}

export interface OverviewParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly cloudwatch: Pick<CloudWatchClient, 'send'>;
}

/** DescribeServices takes no more. */
const batch = 10;

/** Every one of the named services, also those that the stage does not have. */
export async function overviewOf(
  { ecs, cloudwatch }: OverviewParts,
  stage: string,
  names: readonly string[],
): Promise<readonly ServiceOverview[]> {
  const alarms = await firingIn(cloudwatch, stage);
  const found: Service[] = [];
  for (let at = 0; at < names.length; at += batch) {
    const services = names.slice(at, at + batch);
    const answer = await ecs.send(new DescribeServicesCommand({ cluster: stage, services }));
    found.push(...(answer.services ?? []));
  }
  return Promise.all(
    names.map(async (name) => {
      const service = found.find(({ serviceName, status }) => serviceName === name && status !== 'INACTIVE');
      const firing = alarms.filter((alarm) => alarm.startsWith(`${stage}/${name}/`));
      return rowOf(ecs, name, service, firing);
    }),
  );
}

async function rowOf(
  ecs: Pick<ECSClient, 'send'>,
  name: string,
  service: Service | undefined,
  alarms: readonly string[],
): Promise<ServiceOverview> {
  if (service === undefined) {
    return { service: name, colour: '-', running: 0, desired: 0, serving: '-', arriving: '-', alarms };
  }
  const primary = service.taskSets?.find(({ status }) => status === 'PRIMARY');
  // What is older than what serves is leaving.
  const active = service.taskSets?.find(
    ({ status, createdAt }) =>
      status === 'ACTIVE' && (createdAt?.getTime() ?? 0) > (primary?.createdAt?.getTime() ?? 0),
  );
  const arriving = await versionOf(ecs, active?.taskDefinition);
  return {
    service: name,
    colour: colourOf(primary) ?? '-',
    running: service.runningCount ?? 0,
    desired: service.desiredCount ?? 0,
    serving: await versionOf(ecs, primary?.taskDefinition ?? service.taskDefinition),
    arriving:
      active === undefined
        ? '-'
        : `${arriving} ${active.runningCount ?? 0}/${active.computedDesiredCount ?? 0}`,
    alarms,
  };
}

/** Its target group is called `<stage>-<service>-blue`. */
function colourOf(taskSet: TaskSet | undefined): string | undefined {
  const [, colour] = /-(blue|green)\//.exec(taskSet?.loadBalancers?.[0]?.targetGroupArn ?? '') ?? [];
  return colour;
}

async function versionOf(ecs: Pick<ECSClient, 'send'>, taskDefinition: string | undefined): Promise<string> {
  if (taskDefinition === undefined) return '-';
  const { taskDefinition: definition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition }),
  );
  const image = definition?.containerDefinitions?.[0]?.image ?? '';
  return image.slice(image.lastIndexOf(':') + 1);
}
