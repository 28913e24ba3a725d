import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import type { ThreatSettings } from '../../platform/stage/baseline.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { EventAlarm } from './event-alarm.ts';
import type { EventLog } from './event-log.ts';

export interface ThreatsProps {
  readonly stage: StageDefinition;
  readonly settings: ThreatSettings;
  readonly log: EventLog;
}

/**
 * GuardDuty for the account and region, inside Fargate tasks too: it puts its agent beside each task by itself, and the
 * endpoint the agent speaks to into the network.
 */
export class Threats extends Construct {
  constructor(scope: Construct, id: string, { stage, settings, log }: ThreatsProps) {
    super(scope, id);
    new CfnDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features: [
        {
          name: 'RUNTIME_MONITORING',
          status: 'ENABLED',
          additionalConfiguration: [
            { name: 'ECS_FARGATE_AGENT_MANAGEMENT', status: 'ENABLED' },
            // There are no clusters of Kubernetes, and the one instance of a stage is its way out.
            { name: 'EKS_ADDON_MANAGEMENT', status: 'DISABLED' },
            { name: 'EC2_AGENT_MANAGEMENT', status: 'DISABLED' },
          ],
        },
        { name: 'S3_DATA_EVENTS', status: 'ENABLED' },
        { name: 'LAMBDA_NETWORK_LOGS', status: 'ENABLED' },
      ],
    });
    new EventAlarm(this, 'Finding', {
      stage,
      about: 'security',
      symptom: 'finding',
      severity: 'page',
      log,
      when: 'it happens',
      pattern: {
        source: ['aws.guardduty'],
        detailType: ['GuardDuty Finding'],
        detail: { severity: [{ numeric: ['>=', settings.tellFrom] }] },
      },
      says: `GuardDuty saw something of severity ${settings.tellFrom} or more: a call from an unusual place, a program that has no business in a task, a bucket opened. It usually follows a key that leaked, or a package that somebody took over: take the role or the task it names out of service first, then ask how it came there.`,
    });
  }
}
