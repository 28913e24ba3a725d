import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../../../services/kit/configuration/environment.ts';
import { readQueueUrl, readTopicArn } from '../../../../services/kit/events/events-configuration.ts';

function read(variables: Readonly<Record<string, string>>) {
  const environment = readEnvironment(variables);
  const found = { topic: readTopicArn(environment), queue: readQueueUrl(environment) };
  environment.complete();
  return found;
}

const topic = 'arn:aws:sns:eu-central-1:000000000000:dev-orders-events';

describe('where events go and come from', () => {
  it('is a topic and a queue', () => {
    for (const queue of [
      'https://sqs.eu-central-1.amazonaws.com/1/dev-catalog',
      'http://127.0.0.1:8000/000000000000/dev-catalog',
    ]) {
      expect(read({ EVENTS_TOPIC_ARN: topic, EVENTS_QUEUE_URL: queue })).toEqual({ topic, queue });
    }
  });

  it('says what is wrong with it', () => {
    expect(() => read({})).toThrow(/EVENTS_TOPIC_ARN is not set[\s\S]*EVENTS_QUEUE_URL is not set/);
    expect(() => read({ EVENTS_TOPIC_ARN: 'orders', EVENTS_QUEUE_URL: 'dev-catalog' })).toThrow(
      /EVENTS_TOPIC_ARN is 'orders', allowed: an ARN[\s\S]*EVENTS_QUEUE_URL is 'dev-catalog', allowed: an address/,
    );
  });
});
