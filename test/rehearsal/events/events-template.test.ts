import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAssetBook } from '../../../rehearsal/cloudformation/asset-book.ts';
import { CloudFormation } from '../../../rehearsal/cloudformation/cloudformation.ts';
import { AlarmBook } from '../../../rehearsal/cloudwatch/alarms/alarm-book.ts';
import { AlarmHistory } from '../../../rehearsal/cloudwatch/alarms/alarm-history.ts';
import { alarmTypes } from '../../../rehearsal/cloudwatch/alarms/alarm-types.ts';
import { notPlayedTypes } from '../../../rehearsal/not-played/not-played-types.ts';
import { shopWithEvents } from '../../lib/events/shop-with-events.ts';
import { synthesis } from '../../lib/synthesis.ts';
import { type PlayedEvents, playEvents } from './played-events.ts';

let played: PlayedEvents;
let sns: SNSClient;
let sqs: SQSClient;
let cloudFormation: CloudFormation;
const unknown: string[] = [];
const alarms = alarmTypes({
  book: new AlarmBook(),
  history: new AlarmHistory(),
  region: 'eu-central-1',
  now: Date.now,
});

beforeAll(async () => {
  played = await playEvents();
  sns = new SNSClient(played.client);
  sqs = new SQSClient(played.client);
  cloudFormation = new CloudFormation({
    types: [...played.plane.types, ...alarms],
    references: { secret: () => '', parameter: () => '' },
    assets: createAssetBook(),
    region: 'eu-central-1',
    zones: ['eu-central-1a'],
    onNotPlayed: (type) => void (type in notPlayedTypes || unknown.push(type)),
  });
  const template = JSON.parse(synthesis({ services: shopWithEvents }).get('dev-events') ?? '{}');
  await cloudFormation.apply({
    stackName: 'dev-events',
    template,
    parameters: { BootstrapVersion: '30' },
  });
});

afterAll(async () => {
  sns.destroy();
  sqs.destroy();
  await played.close();
});

async function arrivedAt(queue: string): Promise<readonly (string | undefined)[]> {
  const QueueUrl = `${played.client.endpoint}/000000000000/${queue}`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
  );
  return Messages.map(({ Body }) => Body);
}

describe('the events stack of a stage, played', () => {
  it('holds nothing that the rehearsal does not know', () => {
    expect(unknown).toEqual([]);
    expect(cloudFormation.book.find('dev-events')?.status).toBe('CREATE_COMPLETE');
  });

  it('brings each event to those that subscribe to it, and to nobody else', async () => {
    for (const [publisher, type] of [
      ['orders', 'order-placed'],
      ['orders', 'order-confirmed'],
      ['orders', 'order-refunded'],
      ['catalog', 'product-changed'],
    ]) {
      await sns.send(
        new PublishCommand({
          TopicArn: `arn:aws:sns:eu-central-1:000000000000:dev-${publisher}-events`,
          Message: `${publisher}/${type}`,
          MessageAttributes: { type: { DataType: 'String', StringValue: type } },
        }),
      );
    }
    expect(await arrivedAt('dev-catalog')).toEqual(['orders/order-confirmed']);
    expect(await arrivedAt('dev-recommendations')).toEqual([
      'orders/order-confirmed',
      'orders/order-refunded',
      'catalog/product-changed',
    ]);
  });
});
