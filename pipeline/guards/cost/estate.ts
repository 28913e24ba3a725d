import { type Prices, pricesIn } from './prices/prices.ts';
import { numberAt, recordsAt, textAt } from './property.ts';
import { type Change, type Level, levelOver, steady } from './schedule/level.ts';
import { addressOf, type Properties, type Resource, type Stack } from './stack.ts';

/** All resources of one stage, which know of each other across its stacks. */
export interface Estate {
  readonly stage: string;
  readonly resources: readonly Resource[];
  ofType(...types: readonly string[]): readonly Resource[];
  /** The others of its stack. */
  beside(resource: Resource, ...types: readonly string[]): readonly Resource[];
  pricesOf(resource: Resource): Prices;
  /** How many tasks of an ECS service there are. */
  tasksOf(service: Resource): Level;
  /** When a database or an instance runs, of which there is one. */
  runningOf(resource: Resource): Level;
}

export function estateOf(
  stage: string,
  stacks: readonly Stack[],
  prices: (region: string) => Prices = pricesIn,
): Estate {
  const resources = stacks.filter((stack) => stack.stage === stage).flatMap((stack) => stack.resources);
  const ofType = (...types: readonly string[]) => resources.filter(({ type }) => types.includes(type));
  return {
    stage,
    resources,
    ofType,
    beside: ({ stack }, ...types) => ofType(...types).filter((each) => each.stack === stack),
    pricesOf: ({ region }) => prices(region),
    tasksOf: (service) => {
      const id = `service/${textAt(service.properties, 'Cluster')}/${textAt(service.properties, 'ServiceName')}`;
      const target = ofType('AWS::ApplicationAutoScaling::ScalableTarget').find(
        ({ properties }) => textAt(properties, 'ResourceId') === id,
      );
      return target === undefined
        ? steady(numberAt(service.properties, 'DesiredCount') ?? 1)
        : leastTasks(target);
    },
    runningOf: (resource) => levelOver(switchesOf(resource, ofType('AWS::Scheduler::Schedule')), 1),
  };
}

/** Without traffic a service has its least number of tasks; scheduled actions change that number. */
function leastTasks(target: Resource): Level {
  const changes = recordsAt(target.properties, 'ScheduledActions').flatMap((action): readonly Change[] => {
    const least = numberAt(action, 'ScalableTargetAction.MinCapacity');
    const most = numberAt(action, 'ScalableTargetAction.MaxCapacity');
    const level = least ?? (most === 0 ? 0 : undefined);
    return level === undefined ? [] : [{ ...calendarOf(action, target, 'Schedule', 'Timezone'), level }];
  });
  return levelOver(changes, numberAt(target.properties, 'MinCapacity') ?? 0);
}

/** Starts and stops of what EventBridge Scheduler calls the API of RDS or EC2 for. */
const switches = { start: 1, stop: 0 } as const;

function switchesOf(resource: Resource, schedules: readonly Resource[]): readonly Change[] {
  const names = [
    resource.id,
    textAt(resource.properties, 'DBInstanceIdentifier'),
    textAt(resource.properties, 'InstanceId'),
  ].filter((name) => name !== undefined);
  return schedules.flatMap((schedule): readonly Change[] => {
    const { properties } = schedule;
    if (textAt(properties, 'State') === 'DISABLED') return [];
    const target = JSON.stringify(properties.Target ?? '');
    const verb = /:aws-sdk:(?:rds|ec2):(start|stop)/.exec(target)?.[1];
    if ((verb !== 'start' && verb !== 'stop') || !names.some((name) => target.includes(name))) return [];
    return [
      {
        ...calendarOf(properties, schedule, 'ScheduleExpression', 'ScheduleExpressionTimezone'),
        level: switches[verb],
      },
    ];
  });
}

function calendarOf(
  from: Properties,
  resource: Resource,
  schedule: string,
  timezone: string,
): Omit<Change, 'level'> {
  const expression = textAt(from, schedule);
  if (expression === undefined) {
    throw new Error(
      `${addressOf(resource)}: its ${schedule} is no text, so its hours cannot be counted; write cron(…)`,
    );
  }
  return { schedule: expression, timezone: textAt(from, timezone) ?? 'UTC' };
}
