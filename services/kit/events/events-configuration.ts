import { environmentNames as names } from '../../../platform/environment-names.ts';
import type { Environment } from '../configuration/environment.ts';

/** The topic a service publishes to, as an ARN. */
export function readTopicArn(environment: Environment): string {
  const arn = environment.text(names.eventsTopicArn, {
    fix: 'set it to the ARN of the topic of the service',
  });
  if (arn !== '' && !/^arn:[\w-]+:sns:[\w-]+:\d+:[\w-]+$/.test(arn)) {
    environment.reject(names.eventsTopicArn, {
      value: arn,
      allowed: 'an ARN like arn:aws:sns:eu-central-1:123456789012:dev-orders-events',
      fix: 'set it to the topic of the service',
    });
  }
  return arn;
}

/** The queue a service receives its events from, as an address. */
export function readQueueUrl(environment: Environment): string {
  const text = environment.text(names.eventsQueueUrl, {
    fix: 'set it to the address of the queue of the service',
  });
  if (text !== '' && !/^https?:$/.test(URL.parse(text)?.protocol ?? '')) {
    environment.reject(names.eventsQueueUrl, {
      value: text,
      allowed: 'an address like https://sqs.eu-central-1.amazonaws.com/123456789012/dev-catalog',
      fix: 'set it to the queue of the service',
    });
  }
  return text;
}
