import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { removalIn } from '../removal.ts';
import { topicName } from './event-names.ts';

/** Encrypts a stage's events while they wait. SNS may use it to hand them from the stage's topics to its queues. */
export class EventKey extends kms.Key {
  constructor(scope: Construct, id: string, stage: StageDefinition) {
    super(scope, id, {
      alias: `shoal/${stage.name}/events`,
      description: `Shoal ${stage.name}: the events in topics and queues`,
      enableKeyRotation: true,
      removalPolicy: removalIn(stage),
    });
    this.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // In a key's own policy, a star is the key itself.
        resources: ['*'],
        conditions: {
          // By name, since the topics name this key.
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'sns',
              resource: topicName(stage.name, '*'),
            }),
          },
        },
      }),
    );
  }
}
