import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ObjectiveAlarmSettings } from '../../../platform/stage/alarms.ts';
import type { Colours } from '../../service/colours.ts';
import type { ServiceContext } from '../../service/service-context.ts';
import { type BurnWindow, burnSpeeds, minutesOf } from './burn-speeds.ts';
import { CompositeAlarm } from './composite-alarm.ts';
import { type FailedRequests, slow, unanswered } from './failed-requests.ts';
import { silencedByOutage } from './outage.ts';
import { partText } from './part-alarm.ts';
import type { Severity } from './severity.ts';
import { stageAlarmName } from './stage-alarm.ts';

export interface ObjectiveAlarmsProps {
  readonly context: ServiceContext;
  readonly colours: Colours;
  readonly settings: ObjectiveAlarmSettings;
}

type Told = ObjectiveAlarmSettings['tell'][number];

const severityOf: Readonly<Record<Told, Severity>> = { burning: 'page', eroding: 'ticket' };

/**
 * Tell that a service breaks its promise: soon where much is broken, later where little is, and not for a bad minute.
 * Each speed is seen over two windows, and only what both show is told.
 */
export class ObjectiveAlarms extends Construct {
  constructor(scope: Construct, id: string, { context, colours, settings }: ObjectiveAlarmsProps) {
    super(scope, id);
    const { service } = context;
    const { availabilityPercent, latency } = service.objectives;
    for (const told of settings.tell) {
      this.objective(context, {
        told,
        name: 'availability',
        failed: unanswered(context, colours),
        says: `${service.name} answers too many requests with server errors: more than its objective of ${availabilityPercent} % has room for. It usually follows a release or a failing dependency: npx shoal doctor ${service.name} --stage ${context.stage.name}.`,
      });
      this.objective(context, {
        told,
        name: 'latency',
        failed: slow(context, colours),
        says: `${service.name} answers too slowly: more requests than its objective of ${latency.percent} % has room for take longer than ${latency.withinMs} ms. It usually follows a release, more requests than its tasks can take, or a slow dependency: npx shoal doctor ${service.name} --stage ${context.stage.name}.`,
      });
    }
  }

  private objective(context: ServiceContext, { told, name, failed, says }: Objective): void {
    const { stage, service } = context;
    const symptom = `${name}-${told}`;
    const parts = new Map<string, cloudwatch.CfnAlarm>();
    const during = (window: BurnWindow, rate: number): string => {
      const alarm = windowAlarm(this, { context, symptom: `${symptom}-${window}`, failed, window, rate });
      parts.set(window, alarm);
      return `ALARM("${stageAlarmName(stage, service, `${symptom}-${window}`)}")`;
    };
    const rule = burnSpeeds[told]
      .map(({ rate, long, short }) => `(${during(long, rate)} AND ${during(short, rate)})`)
      .join(' OR ');
    const alarm = new CompositeAlarm(this, symptom, {
      stage,
      about: service,
      symptom,
      severity: severityOf[told],
      says,
      rule,
      silencedBy: silencedByOutage(context),
    });
    for (const part of parts.values()) alarm.addResourceDependency(part);
  }
}

interface Objective {
  readonly told: Told;
  readonly name: string;
  readonly failed: FailedRequests;
  readonly says: string;
}

interface WindowAlarm {
  readonly context: ServiceContext;
  readonly symptom: string;
  readonly failed: FailedRequests;
  readonly window: BurnWindow;
  readonly rate: number;
}

/** Tells nobody: one window alone is either late or easily frightened. */
function windowAlarm(scope: Construct, props: WindowAlarm): cloudwatch.CfnAlarm {
  const { context, symptom, failed, window, rate } = props;
  const { stage, service } = context;
  const name = stageAlarmName(stage, service, symptom);
  return new cloudwatch.CfnAlarm(scope, symptom, {
    alarmName: name,
    alarmDescription: partText(
      name,
      `over ${window}, the budget goes down ${rate} times too fast. It is ${service.owner}'s to answer.`,
    ),
    metrics: [
      ...failed.queries(minutesOf[window] * 60),
      {
        id: 'percent',
        label: 'Percent of requests that failed, where they are more than a few',
        expression: `IF(failed >= ${failed.atLeast}, 100 * failed / all, 0)`,
        returnData: true,
      },
    ],
    threshold: Number((rate * (100 - failed.promisedPercent)).toFixed(4)),
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    // Where nobody asks, nobody is disappointed.
    treatMissingData: 'notBreaching',
  });
}
