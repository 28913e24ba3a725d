import { Stack } from 'aws-cdk-lib';
import { CfnConfigRule, CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { AuditBucket } from './audit-bucket.ts';
import { configRules, recordedTypes } from './config-rules.ts';
import { EventAlarm } from './event-alarm.ts';
import type { EventLog } from './event-log.ts';

export interface DriftProps {
  readonly stage: StageDefinition;
  readonly keepDays: number;
  readonly key: kms.Key;
  readonly log: EventLog;
}

/**
 * Tells when something is no longer as the templates made it, whoever changed it and by whatever way. It records only the
 * types that a rule looks at, because each recorded change is paid for.
 */
export class Drift extends Construct {
  constructor(scope: Construct, id: string, { stage, keepDays, key, log }: DriftProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const bucket = new AuditBucket(this, 'Bucket', { key, keepDays });
    letConfigWrite(bucket, key, stack.account);
    const recorder = new CfnConfigurationRecorder(this, 'Recorder', {
      name: 'default',
      // AWS keeps this role, and made it with the account's first recorder.
      roleArn: stack.formatArn({
        service: 'iam',
        region: '',
        resource: 'role',
        resourceName: 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
      }),
      recordingGroup: { allSupported: false, resourceTypes: [...recordedTypes] },
    });
    const channel = new CfnDeliveryChannel(this, 'Channel', {
      name: 'default',
      s3BucketName: bucket.bucketName,
      s3KmsKeyArn: key.keyArn,
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    // CloudFormation starts a recorder once it has its channel, and waits for that: neither may wait for the other.
    channel.node.addDependency(bucket);
    for (const { name, identifier, says } of configRules) {
      const rule = new CfnConfigRule(this, name, {
        configRuleName: `shoal-${stage.name}-${name}`,
        description: says,
        source: { owner: 'AWS', sourceIdentifier: identifier },
      });
      rule.addResourceDependency(recorder);
    }
    new EventAlarm(this, 'Finding', {
      stage,
      about: 'security',
      symptom: 'drift',
      severity: 'ticket',
      log,
      when: 'it happens',
      pattern: {
        source: ['aws.config'],
        detailType: ['Config Rules Compliance Change'],
        detail: {
          configRuleName: [{ prefix: `shoal-${stage.name}-` }],
          newEvaluationResult: { complianceType: ['NON_COMPLIANT'] },
        },
      },
      says: 'Something in the account is no longer as a rule of AWS Config wants it. It usually follows a change by hand: find who made it in the trail, and deploy the stack it belongs to.',
    });
  }
}

function letConfigWrite(bucket: AuditBucket, key: kms.Key, account: string): void {
  const principals = [new iam.ServicePrincipal('config.amazonaws.com')];
  const ofTheAccount = { StringEquals: { 'aws:SourceAccount': account } };
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      principals,
      actions: ['s3:GetBucketAcl', 's3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: ofTheAccount,
    }),
  );
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      principals,
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${account}/Config/*`)],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' },
      },
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      // In a key's own policy, a star is the key itself.
      resources: ['*'],
      conditions: ofTheAccount,
    }),
  );
}
