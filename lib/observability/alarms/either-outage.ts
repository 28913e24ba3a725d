import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../../platform/stages.ts';
import { either, foundationsWatchedIn, outageName } from './outage.ts';
import { runbookAddress } from './runbook-heading.ts';

/** Tells nobody, since what it is made of does: it silences what rests on more than one of them. */
export class EitherOutage extends cloudwatch.CfnCompositeAlarm {
  constructor(scope: Construct, id: string, stage: StageDefinition) {
    const outages = foundationsWatchedIn(stage).map((foundation) => outageName(stage, foundation));
    super(scope, id, {
      alarmName: outageName(stage, either),
      alarmDescription: `Tells nobody, and holds back what services tell that rest on all of ${outages.join(' and ')}, of which one is on. Runbook: ${runbookAddress(`${either}/outage`)}`,
      alarmRule: outages.map((name) => `ALARM("${name}")`).join(' OR '),
    });
  }
}
