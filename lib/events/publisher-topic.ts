import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { EventKey } from './event-key.ts';
import { topicName } from './event-names.ts';

export interface PublisherTopicProps {
  readonly stage: StageDefinition;
  readonly service: ServiceDefinition;
  readonly key: EventKey;
}

/** Where one service publishes all of its events. */
export class PublisherTopic extends sns.Topic {
  constructor(scope: Construct, id: string, { stage, service, key }: PublisherTopicProps) {
    super(scope, id, {
      topicName: topicName(stage.name, service.name),
      displayName: `Shoal ${stage.name}: what happened in ${service.name}`,
      masterKey: key,
      enforceSSL: true,
    });
  }
}
