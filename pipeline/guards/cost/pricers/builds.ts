import { parseCron } from '../../../../platform/calendar/cron.ts';
import { byPush, fixed } from '../charge.ts';
import { counted } from '../counted.ts';
import type { Estate } from '../estate.ts';
import type { Pricers } from '../pricer.ts';
import { hoursOfMonth } from '../prices/prices.ts';
import { numberAt, recordsAt, textAt } from '../property.ts';

const daysOfMonth = hoursOfMonth / 24;
/** Of the time after which a build is ended, which leaves room for databases that are busy and services slow to start. */
const usedOfTimeout = 0.35;
const defaultTimeout = 60;

export const buildPricers: Pricers = {
  'AWS::CodeBuild::Project': ({ resource: { properties }, estate, prices }) => {
    const kind = (textAt(properties, 'Environment.ComputeType') ?? '').replace('BUILD_GENERAL1_', '');
    const perMinute = prices.of(`builds.${processorOf(properties)}.${kind.toLowerCase()}`);
    if (textAt(properties, 'Source.Type') === 'CODEPIPELINE') {
      return [byPush({ group: 'builds', what: `each minute of a push, ${perMinute} USD` }, 0)];
    }
    const minutes = Math.round((numberAt(properties, 'TimeoutInMinutes') ?? defaultTimeout) * usedOfTimeout);
    const builds = buildsOf(textAt(properties, 'Name') ?? '', estate);
    return [
      fixed(
        {
          group: 'builds',
          what: `${builds.toFixed(1)} builds by the clock, ${counted(minutes, 'minute')} each`,
        },
        builds * minutes * perMinute,
      ),
    ];
  },
  // The second type of pipelines has no price for being there; what waits for somebody to agree has none either.
  'AWS::CodePipeline::Pipeline': ({ resource: { properties }, prices }) => {
    const minutes = recordsAt(properties, 'Stages')
      .flatMap((stage) => recordsAt(stage, 'Actions'))
      .map((action) => ({
        machine: textAt(action, 'ActionTypeId.Provider') === 'CodeBuild',
        minutes: minutesOf[textAt(action, 'Name') ?? ''] ?? 0,
      }));
    const sum = (of: typeof minutes) => of.reduce((total, each) => total + each.minutes, 0);
    return [
      byPush(
        { group: 'builds', what: `${counted(sum(minutes), 'minute')} of actions for each push` },
        sum(minutes) * prices.of('pipelines.action') +
          sum(minutes.filter(({ machine }) => machine)) * prices.of('builds.arm64.small'),
      ),
    ];
  },
};

/** What an action of a pipeline takes by our reckoning; nobody has measured it yet. */
const minutesOf: Readonly<Record<string, number>> = { Source: 1, Build: 12, Deploy: 20 };

function processorOf(properties: Parameters<typeof textAt>[0]): string {
  return textAt(properties, 'Environment.Type') === 'ARM_CONTAINER' ? 'arm64' : 'x86';
}

/** How often schedules start it in a month; who starts it by hand pays for it then. */
function buildsOf(project: string, estate: Estate): number {
  return estate
    .ofType('AWS::Scheduler::Schedule')
    .filter(
      ({ properties }) =>
        textAt(properties, 'Target.Arn')?.endsWith(':codebuild:startBuild') === true &&
        textAt(properties, 'Target.Input')?.includes(`"${project}"`) === true,
    )
    .map(({ properties }) => parseCron(textAt(properties, 'ScheduleExpression') ?? ''))
    .reduce((sum, { daysOfWeek }) => sum + (daysOfWeek.length / 7) * daysOfMonth, 0);
}
