import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { baselineOf, isOn } from '../../platform/stage/baseline.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { letLogsUse } from '../let-logs-use.ts';
import { removalIn } from '../removal.ts';
import { StageStack } from '../stage-stack.ts';
import { AlarmTopic, letTellersUse } from './alarm-topic.ts';
import { Boundary } from './boundary.ts';
import { Drift } from './drift.ts';
import { EventLog, letEventsBeWritten } from './event-log.ts';
import { Spending } from './spending.ts';
import { Threats } from './threats.ts';
import { Trail } from './trail.ts';

export interface BaselineStackProps {
  readonly stage: StageDefinition;
}

/** The first stack of a stage, which all others stand on: where alarms go, what bounds its roles, and what watches it. */
export class BaselineStack extends StageStack {
  constructor(scope: Construct, id: string, { stage }: BaselineStackProps) {
    super(scope, id, {
      stage,
      holdsData: true,
      description: `Shoal ${stage.name}: where its alarms go, what bounds its roles, and what watches over it`,
    });
    const key = new kms.Key(this, 'Key', {
      alias: `shoal/${stage.name}/baseline`,
      description: `Shoal ${stage.name}: alarms on their way, and the records of who did what`,
      enableKeyRotation: true,
      removalPolicy: removalIn(stage),
    });
    letTellersUse(key, stage);
    letEventsBeWritten(this, stage);
    new AlarmTopic(this, 'Pages', { stage, severity: 'page', key });
    const tickets = new AlarmTopic(this, 'Tickets', { stage, severity: 'ticket', key });
    const { boundary, spending, trail, threats, drift } = baselineOf(stage);
    if (isOn(boundary)) new Boundary(this, 'Boundary', stage, boundary.regions);
    if (isOn(spending)) new Spending(this, 'Spending', { stage, settings: spending, topic: tickets });
    if (isOn(trail)) new Trail(this, 'Trail', { stage, settings: trail, key });
    if (!isOn(threats) && !isOn(drift)) return;
    // The key of all other logs comes with the network, whose roles need this stack's boundary first.
    letLogsUse(key, `/shoal/${stage.name}/events/*`);
    const log = new EventLog(this, 'Security', { stage, key, about: 'security' });
    if (isOn(threats)) new Threats(this, 'Threats', { stage, settings: threats, log });
    if (isOn(drift)) new Drift(this, 'Drift', { stage, keepDays: drift.keepDays, key, log });
  }
}
