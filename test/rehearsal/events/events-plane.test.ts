import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PlayedEvents, playEvents } from './played-events.ts';

let played: PlayedEvents;
let sns: SNSClient;
let sqs: SQSClient;

beforeAll(async () => {
  played = await playEvents();
  sns = new SNSClient(played.client);
  sqs = new SQSClient(played.client);
});

afterAll(async () => {
  sns.destroy();
  sqs.destroy();
  await played.close();
});

const publish = (TopicArn: string, type: string, Message: string) =>
  sns.send(
    new PublishCommand({
      TopicArn,
      Message,
      MessageAttributes: { type: { DataType: 'String', StringValue: type } },
    }),
  );

async function receive(QueueUrl: string, WaitTimeSeconds = 0): Promise<readonly Message[]> {
  const answer = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      WaitTimeSeconds,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  );
  return answer.Messages ?? [];
}

describe('a topic and a queue behind it', () => {
  it('hand over what the filter lets through, unwrapped', async () => {
    const { topicArn, queueUrl } = await played.createQueueBehindTopic({
      name: 'filtered',
      type: 'order-placed',
    });
    await publish(topicArn, 'order-refunded', 'not for it');
    await publish(topicArn, 'order-placed', '{"for":"it"}');
    expect((await receive(queueUrl)).map(({ Body }) => Body)).toEqual(['{"for":"it"}']);
  });

  it('take ten at once', async () => {
    const { topicArn, queueUrl } = await played.createQueueBehindTopic({
      name: 'batched',
      type: 'order-placed',
    });
    const entries = Array.from({ length: 10 }, (_, index) => ({
      Id: String(index),
      Message: `event ${index}`,
      MessageAttributes: { type: { DataType: 'String', StringValue: 'order-placed' } },
    }));
    const { Successful } = await sns.send(
      new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: entries }),
    );
    expect(Successful).toHaveLength(10);
    expect(await receive(queueUrl)).toHaveLength(10);
  });

  it('put a message aside that was handed out five times', async () => {
    const { topicArn, queueUrl, deadUrl } = await played.createQueueBehindTopic({
      name: 'poisoned',
      type: 'x',
    });
    await publish(topicArn, 'x', 'poison');
    for (let time = 1; time <= 5; time++) {
      const [message] = await receive(queueUrl);
      expect(message?.Attributes?.ApproximateReceiveCount).toBe(String(time));
      const { ReceiptHandle } = message ?? {};
      await sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      );
    }
    expect(await receive(queueUrl)).toEqual([]);
    expect((await receive(deadUrl)).map(({ Body }) => Body)).toEqual(['poison']);
  });

  it('are measured: what waits, what is worked on, and since when', async () => {
    const { topicArn, queueUrl } = await played.createQueueBehindTopic({ name: 'measured', type: 'x' });
    const reading = async () => (await played.plane.queues.read()).find(({ name }) => name === 'measured');
    expect(await reading()).toEqual({
      ...{ name: 'measured', visible: 0, notVisible: 0, delayed: 0, oldestSeconds: 0 },
    });
    for (const text of ['one', 'two']) await publish(topicArn, 'x', text);
    expect(await receive(queueUrl)).toHaveLength(2);
    await publish(topicArn, 'x', 'three');
    expect(await reading()).toMatchObject({ visible: 1, notVisible: 2 });
    expect((await reading())?.oldestSeconds).toBeLessThan(60);
  });

  it('are published to from within, and a topic that is not there is an error', async () => {
    const topic = await played.create('AWS::SNS::Topic', 'T', { TopicName: 'told' });
    const queue = await played.create('AWS::SQS::Queue', 'Q', { QueueName: 'told' });
    await played.create('AWS::SNS::Subscription', 'S', {
      ...{ TopicArn: topic.physicalId, Protocol: 'sqs', Endpoint: queue.attributes.Arn },
      RawMessageDelivery: true,
    });
    await played.plane.topics.publish(topic.physicalId, 'a subject', 'an alarm');
    expect((await receive(queue.physicalId)).map(({ Body }) => Body)).toEqual(['an alarm']);
    await expect(played.plane.topics.publish(`${topic.physicalId}-gone`, 's', 'm')).rejects.toThrow(
      'NotFound',
    );
  });

  it('change with their template', async () => {
    const topic = await played.create('AWS::SNS::Topic', 'T', { TopicName: 'changed', DisplayName: 'one' });
    const queue = await played.create('AWS::SQS::Queue', 'Q', { QueueName: 'changed' });
    const subscription = { TopicArn: topic.physicalId, Protocol: 'sqs', Endpoint: queue.attributes.Arn };
    const { physicalId } = await played.create('AWS::SNS::Subscription', 'S', {
      ...subscription,
      FilterPolicy: { type: ['a'] },
    });
    await played.update('AWS::SNS::Topic', topic.physicalId, { DisplayName: 'two' });
    await played.update('AWS::SQS::Queue', queue.physicalId, { VisibilityTimeout: 77 });
    await played.update('AWS::SNS::Subscription', physicalId, {
      ...subscription,
      FilterPolicy: { type: ['b'] },
      RawMessageDelivery: true,
    });
    await publish(topic.physicalId, 'a', 'no more');
    await publish(topic.physicalId, 'b', 'now');
    expect((await receive(queue.physicalId)).map(({ Body }) => Body)).toEqual(['now']);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queue.physicalId, AttributeNames: ['All'] }),
    );
    expect(Attributes?.VisibilityTimeout).toBe('77');
  });

  it('show the policies of their template', async () => {
    const queue = await played.create('AWS::SQS::Queue', 'Q', { QueueName: 'with-policy' });
    await played.create('AWS::SQS::QueuePolicy', 'P', {
      Queues: [queue.physicalId],
      PolicyDocument: { Version: '2012-10-17', Statement: [] },
    });
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queue.physicalId, AttributeNames: ['Policy'] }),
    );
    expect(JSON.parse(Attributes?.Policy ?? '')).toEqual({ Version: '2012-10-17', Statement: [] });
  });

  it('are gone when they are deleted', async () => {
    const queue = await played.create('AWS::SQS::Queue', 'Q', { QueueName: 'deleted' });
    await played.delete('AWS::SQS::Queue', queue.physicalId);
    await expect(receive(queue.physicalId)).rejects.toThrow(QueueDoesNotExist);
  });

  it('refuse what would call or mail somebody', async () => {
    const topic = await played.create('AWS::SNS::Topic', 'T', { TopicName: 'mailing' });
    await expect(
      played.create('AWS::SNS::Subscription', 'Mail', {
        TopicArn: topic.physicalId,
        Protocol: 'email',
        Endpoint: 'somebody',
      }),
    ).rejects.toThrow("subscription 'Mail': protocol 'email' is not played, use sqs");
  });
});

describe('the address of a queue', () => {
  it('is at the endpoint, however it is asked for', async () => {
    const { physicalId } = await played.create('AWS::SQS::Queue', 'Q', { QueueName: 'addressed' });
    expect(physicalId).toBe(`${played.client.endpoint}/000000000000/addressed`);
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'addressed' }));
    expect(QueueUrl).toBe(physicalId);
    const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'addr' }));
    expect(QueueUrls).toEqual([physicalId]);
  });
});

describe('waiting for a message', () => {
  it('ends when one arrives', async () => {
    const { topicArn, queueUrl } = await played.createQueueBehindTopic({ name: 'awaited', type: 'x' });
    const waiting = receive(queueUrl, 20);
    await publish(topicArn, 'x', 'here it is');
    expect((await waiting).map(({ Body }) => Body)).toEqual(['here it is']);
  });

  it('takes nothing for somebody who has left', async () => {
    const { topicArn, queueUrl } = await played.createQueueBehindTopic({ name: 'left', type: 'x' });
    const leaving = new AbortController();
    const left = sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: leaving.signal,
    });
    expect(await receive(queueUrl)).toEqual([]);
    leaving.abort();
    await expect(left).rejects.toThrow('abort');
    expect(await receive(queueUrl)).toEqual([]);
    await publish(topicArn, 'x', 'for the next');
    const [message] = await receive(queueUrl, 1);
    expect(message).toMatchObject({ Body: 'for the next', Attributes: { ApproximateReceiveCount: '1' } });
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message?.ReceiptHandle }));
  });
});

describe('a bucket', () => {
  it('keeps objects, and takes a name as CloudFormation invents them', async () => {
    const { physicalId, attributes } = await played.create('AWS::S3::Bucket', 'Logs', {});
    expect(physicalId).toMatch(/^dev-events-logs-[0-9a-f]{12}$/);
    expect(attributes.Arn).toBe(`arn:aws:s3:::${physicalId}`);
    const object = `${played.client.endpoint}/${physicalId}/a/b.bin`;
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20261120/eu-central-1/s3/aws4_request' };
    const body = Buffer.from([0, 255, 128, 7]);
    expect((await fetch(object, { method: 'PUT', headers, body })).status).toBe(200);
    const kept = await fetch(object, { headers });
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(body);
  });
});
