import { parseCron } from '../../../../platform/calendar/cron.ts';
import { fixed } from '../charge.ts';
import { counted } from '../counted.ts';
import type { Estate } from '../estate.ts';
import type { Pricers } from '../pricer.ts';
import { hoursOfMonth } from '../prices/prices.ts';
import { numberAt, textAt } from '../property.ts';

const daysOfMonth = hoursOfMonth / 24;
/** Of the time after which a build is ended, which leaves room for databases that are busy and services slow to start. */
const usedOfTimeout = 0.35;
const defaultTimeout = 60;

export const buildPricers: Pricers = {
  'AWS::CodeBuild::Project': ({ resource: { properties }, estate, prices }) => {
    const minutes = Math.round((numberAt(properties, 'TimeoutInMinutes') ?? defaultTimeout) * usedOfTimeout);
    const builds = buildsOf(textAt(properties, 'Name') ?? '', estate);
    const kind = (textAt(properties, 'Environment.ComputeType') ?? '').replace('BUILD_GENERAL1_', '');
    return [
      fixed(
        {
          group: 'builds',
          what: `${builds.toFixed(1)} builds by the clock, ${counted(minutes, 'minute')} each`,
        },
        builds * minutes * prices.of(`builds.${processorOf(properties)}.${kind.toLowerCase()}`),
      ),
    ];
  },
};

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
