import { Stack } from 'aws-cdk-lib';
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
    letRuleTell(this.page, deliveryTopics.page);
    letRuleTell(this.ticket, deliveryTopics.ticket);
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // In a key's own policy, a star is the key itself.
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}

function letRuleTell(topic: sns.Topic, name: string): void {
  const stack = Stack.of(topic);
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnEquals: {
          // The rule is called as the topic is.
          'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule', resourceName: name }),
        },
      },
    }),
  );
}
