import { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';

export interface CertificateAlarmProps {
  readonly stage: StageDefinition;
  readonly face: 'public' | 'internal';
  readonly certificate: acm.ICertificate;
}

/** ACM renews a certificate 60 days before it ends, and tries until it does. */
const days = 30;

/** Tells while there is time that a certificate was not renewed: once it has ended, no client goes on. */
export class CertificateAlarm extends StageAlarm {
  constructor(scope: Construct, id: string, { stage, face, certificate }: CertificateAlarmProps) {
    super(scope, id, {
      stage,
      about: 'certificates',
      symptom: `expiry-${face}`,
      severity: 'ticket',
      says: `The ${face} certificate of ${stage.name} ends within ${days} days, and ACM, which renews it 60 days before, could not. It usually follows the record that proves the domain being gone from its zone, or the zone being another than the one the world asks: look at the state of its renewal.`,
      metric: new cloudwatch.Metric({
        namespace: 'AWS/CertificateManager',
        metricName: 'DaysToExpiry',
        dimensionsMap: { CertificateArn: certificate.certificateArn },
        statistic: 'Minimum',
        period: Duration.days(1),
      }),
      threshold: days,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // ACM tells it once or twice a day, and no more once the certificate has ended.
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    });
  }
}
