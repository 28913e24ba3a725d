import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { deliveryTopics } from './delivery-names.ts';

/** Where pipelines tell operators of what failed and what waits for them. Whoever wants to hear of it subscribes. */
export class DeliveryTopics extends Construct {
  readonly page: sns.Topic;
  readonly ticket: sns.Topic;

  constructor(scope: Construct, id: string, key: kms.Key) {
    super(scope, id);
    this.page = new sns.Topic(this, 'Page', {
      topicName: deliveryTopics.page,
      displayName: 'Shoal deliveries: pages',
      masterKey: key,
      enforceSSL: true,
    });
    this.ticket = new sns.Topic(this, 'Ticket', {
      topicName: deliveryTopics.ticket,
      displayName: 'Shoal deliveries: tickets',
      masterKey: key,
      enforceSSL: true,
    });
    // Without conditions: EventBridge names neither its account nor its rule to an encrypted topic and its key, and is
    // refused where they ask for them.
    const principals = [new iam.ServicePrincipal('events.amazonaws.com')];
    for (const topic of [this.page, this.ticket]) {
      topic.addToResourcePolicy(
        new iam.PolicyStatement({ principals, actions: ['sns:Publish'], resources: [topic.topicArn] }),
      );
    }
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // In a key's own policy, a star is the key itself.
        resources: ['*'],
      }),
    );
  }
}
