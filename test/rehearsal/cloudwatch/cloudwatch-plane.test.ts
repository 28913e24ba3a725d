import { beforeEach, describe, expect, it } from '@jest/globals';
import { errorAlarm, ofGroup, PlayedMetrics, topic, unhealthyAlarm } from './played-metrics.ts';

const alarm = 'AWS::CloudWatch::Alarm';
const composite = 'AWS::CloudWatch::CompositeAlarm';
let played: PlayedMetrics;

beforeEach(() => {
  played = new PlayedMetrics();
});

describe('an alarm on traffic', () => {
  it('goes off after as many seconds as it has minutes, at sixty times the speed', async () => {
    await played.create(alarm, errorAlarm);
    await played.pass(5, { requests: 20 });
    expect(played.state('dev/catalog/5xx-blue')).toBe('not');
    await played.pass(1, { requests: 20, errors: 2 });
    expect(played.state('dev/catalog/5xx-blue')).toBe('not');
    await played.pass(1, { requests: 20, errors: 2 });
    expect(played.state('dev/catalog/5xx-blue')).toBe('ALARM');
    expect(played.said.at(-1)).toBe(
      'alarm dev/catalog/5xx-blue goes off: Threshold Crossed: 2 out of the last 2 datapoints [10 (08:00:05), 10 (08:00:06)] greater than or equal to the threshold (5)',
    );
  });

  it('is over when nobody comes any more', async () => {
    await played.create(alarm, errorAlarm);
    await played.pass(3, { requests: 20, errors: 20 });
    await played.pass(5);
    expect(played.state('dev/catalog/5xx-blue')).toBe('not');
    expect(played.said.at(-1)).toMatch(/^alarm dev\/catalog\/5xx-blue is over: /);
  });

  it('takes its minutes as AWS does at the speed of AWS, and never less than a second', async () => {
    const slow = new PlayedMetrics({ speed: 1 });
    await slow.create(alarm, errorAlarm);
    await slow.pass(59, { requests: 20, errors: 20 });
    expect(slow.state('dev/catalog/5xx-blue')).toBe('not');
    await slow.pass(61, { requests: 20, errors: 20 });
    expect(slow.state('dev/catalog/5xx-blue')).toBe('ALARM');
    const fast = new PlayedMetrics({ speed: 600 });
    await fast.create(alarm, errorAlarm);
    await fast.pass(1, { requests: 20, errors: 20 });
    expect(fast.state('dev/catalog/5xx-blue')).toBe('not');
    await fast.pass(1, { requests: 20, errors: 20 });
    expect(fast.state('dev/catalog/5xx-blue')).toBe('ALARM');
  });

  it('tells its topics, in the words of CloudWatch', async () => {
    await played.create(alarm, { ...errorAlarm, AlarmActions: [topic, `${topic}:gone`] });
    await played.pass(2, { requests: 20, errors: 20 });
    const [told, ...others] = played.published;
    expect(others).toEqual([]);
    expect(told).toMatchObject({ topic, subject: 'ALARM: "dev/catalog/5xx-blue" in eu-central-1' });
    expect(JSON.parse(told?.message ?? '')).toMatchObject({
      AlarmName: 'dev/catalog/5xx-blue',
      AlarmDescription: 'catalog answers with server errors',
      NewStateValue: 'ALARM',
      NewStateReason: expect.stringContaining('Threshold Crossed'),
      Trigger: { Threshold: 5 },
    });
    const { AlarmHistoryItems } = await played.ask('DescribeAlarmHistory', { HistoryItemType: 'Action' });
    expect(AlarmHistoryItems).toMatchObject([
      { HistorySummary: `Failed to execute action ${topic}:gone: there is no such topic` },
      { HistorySummary: `Successfully executed action ${topic}` },
    ]);
  });
});

describe('an alarm on what the clock on the wall measures', () => {
  it('takes its minutes as AWS does', async () => {
    await played.create(alarm, unhealthyAlarm);
    played.health = ['unhealthy', 'healthy'];
    await played.pass(119);
    expect(played.state('dev/catalog/unhealthy-blue')).toBe('not');
    await played.pass(1);
    expect(played.state('dev/catalog/unhealthy-blue')).toBe('ALARM');
  });
});

describe('a composite alarm', () => {
  const rule = 'ALARM("dev/catalog/5xx-blue") OR ALARM("dev/catalog/unhealthy-blue")';

  it('follows the alarms that it asks at once', async () => {
    await played.create(alarm, errorAlarm);
    await played.create(alarm, unhealthyAlarm);
    await played.create(composite, { AlarmName: 'dev/catalog/ill', AlarmRule: rule, AlarmActions: [topic] });
    await played.pass(2, { requests: 20, errors: 20 });
    expect(played.state('dev/catalog/ill')).toBe('ALARM');
    expect(played.published.map(({ subject }) => subject)).toContain(
      'ALARM: "dev/catalog/ill" in eu-central-1',
    );
  });

  it('is refused where it asks for one that is not there', async () => {
    await played.create(alarm, errorAlarm);
    await expect(played.create(composite, { AlarmName: 'dev/catalog/ill', AlarmRule: rule })).rejects.toThrow(
      "asks for 'dev/catalog/unhealthy-blue', which is no alarm",
    );
    expect((await played.ask('DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] })).CompositeAlarms).toEqual(
      [],
    );
  });

  it('stays when one that it asks is deleted', async () => {
    await played.create(alarm, errorAlarm);
    await played.create(alarm, unhealthyAlarm);
    await played.create(composite, { AlarmName: 'dev/catalog/ill', AlarmRule: rule });
    await played.delete(alarm, 'dev/catalog/unhealthy-blue');
    await played.pass(2, { requests: 20, errors: 20 });
    expect(played.state('dev/catalog/ill')).toBe('ALARM');
  });
});

describe('an alarm that takes silence for a breach', () => {
  const silent = {
    AlarmName: 'dev/database/silent',
    ComparisonOperator: 'LessThanThreshold',
    EvaluationPeriods: 3,
    Threshold: 1,
    TreatMissingData: 'breaching',
    Namespace: 'Wells',
    MetricName: 'Depth',
    Statistic: 'SampleCount',
    Period: 60,
  };

  it('waits until something was measured for as long as it looks back, and goes off when no more comes', async () => {
    await played.create(alarm, silent);
    await played.pass(600);
    expect(played.state('dev/database/silent')).toBe('not');
    const MetricData = [{ MetricName: 'Depth', Value: 1 }];
    await played.ask('PutMetricData', { Namespace: 'Wells', MetricData });
    // Of the minute that it is in, nothing is known yet.
    await played.pass(1);
    expect(played.state('dev/database/silent')).toBe('not');
    await played.pass(178);
    expect(played.state('dev/database/silent')).toBe('not');
    await played.pass(301);
    expect(played.state('dev/database/silent')).toBe('ALARM');
  });
});

describe('an alarm that tells nobody', () => {
  it('is a part of others, and is not talked of', async () => {
    await played.create(alarm, { ...errorAlarm, AlarmActions: [] });
    await played.pass(3, { requests: 20, errors: 20 });
    expect(played.state('dev/catalog/5xx-blue')).toBe('ALARM');
    expect(played.said).toEqual([]);
  });
});

describe('an alarm of a template', () => {
  it('stays in its state when it is changed, and is forgotten when it is deleted', async () => {
    const { physicalId, attributes } = await played.create(alarm, errorAlarm);
    expect(attributes).toEqual({
      Arn: 'arn:aws:cloudwatch:eu-central-1:000000000000:alarm:dev/catalog/5xx-blue',
    });
    await played.pass(2, { requests: 20, errors: 2 });
    await played.update(alarm, physicalId, { ...errorAlarm, AlarmDescription: 'another text' });
    expect(played.state(physicalId)).toBe('ALARM');
    await played.delete(alarm, physicalId);
    expect(played.state(physicalId)).toBe('not');
    await expect(played.create(alarm, { ...errorAlarm, Threshold: 'much' })).rejects.toThrow("'Threshold'");
  });
});

describe('SetAlarmState', () => {
  it('puts an alarm into a state for ten seconds, and then it is as its metrics say', async () => {
    await played.create(alarm, errorAlarm);
    await played.pass(3, { requests: 20 });
    const AlarmName = 'dev/catalog/5xx-blue';
    await played.ask('SetAlarmState', { AlarmName, StateValue: 'ALARM', StateReason: 'to see what happens' });
    expect(played.said).toEqual([`alarm ${AlarmName} goes off: to see what happens`]);
    await played.pass(9, { requests: 20 });
    expect(played.state(AlarmName)).toBe('ALARM');
    await played.pass(1, { requests: 20 });
    expect(played.state(AlarmName)).toBe('not');
  });

  it('refuses an alarm that there is not, and a state that there is not', async () => {
    const asked = { AlarmName: 'none', StateValue: 'ALARM', StateReason: 'r' };
    await expect(played.ask('SetAlarmState', asked)).rejects.toThrow('Unknown alarm: none');
    await expect(played.ask('SetAlarmState', { ...asked, StateValue: 'LOUD' })).rejects.toThrow(
      "'StateValue' is 'LOUD', and must be one of OK, ALARM, INSUFFICIENT_DATA",
    );
  });
});

describe('what a balancer reports', () => {
  it('is what passed through it, by minute, and no zero', async () => {
    await played.pass(60, { requests: 10, errors: 1, ms: 50 });
    expect(await played.values('AWS/ApplicationELB', 'RequestCount', ofGroup)).toEqual([600]);
    expect(await played.values('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', ofGroup)).toEqual([60]);
    expect(await played.values('AWS/ApplicationELB', 'HTTPCode_Target_4XX_Count', ofGroup)).toEqual([]);
    const ofBalancer = { LoadBalancer: ofGroup.LoadBalancer };
    expect(await played.values('AWS/ApplicationELB', 'HTTPCode_Target_2XX_Count', ofBalancer)).toEqual([540]);
    const [average] = await played.values('AWS/ApplicationELB', 'TargetResponseTime', ofGroup, 'Average');
    expect(average).toBeCloseTo(0.05, 6);
    const [p99 = 0] = await played.values('AWS/ApplicationELB', 'TargetResponseTime', ofGroup, 'p99');
    expect(Math.abs(p99 - 0.05)).toBeLessThan(0.005);
  });

  it('leaves requests out for which there was no target', async () => {
    for (const counters of [played.ofBalancer, played.ofGroup]) {
      counters.countRequest();
      counters.countOwnAnswer(503);
    }
    await played.pass(1, { requests: 2 });
    expect(await played.values('AWS/ApplicationELB', 'RequestCount', ofGroup)).toEqual([2]);
    const ofBalancer = { LoadBalancer: ofGroup.LoadBalancer };
    expect(await played.values('AWS/ApplicationELB', 'RequestCount', ofBalancer)).toEqual([2]);
    expect(await played.values('AWS/ApplicationELB', 'HTTPCode_ELB_503_Count', ofBalancer)).toEqual([1]);
    expect(await played.values('AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', ofBalancer)).toEqual([1]);
  });

  it('shares requests among the targets that are fit', async () => {
    played.health = ['healthy', 'healthy', 'unhealthy', 'draining'];
    await played.pass(10, { requests: 6 });
    expect(await played.values('AWS/ApplicationELB', 'RequestCountPerTarget', ofGroup)).toEqual([30]);
    expect(await played.values('AWS/ApplicationELB', 'HealthyHostCount', ofGroup, 'Maximum')).toEqual([2]);
    expect(await played.values('AWS/ApplicationELB', 'UnHealthyHostCount', ofGroup, 'Maximum')).toEqual([1]);
  });
});

describe('what ElastiCache reports', () => {
  it('is the same of every node, since one server stands for all', async () => {
    const info = new Map([
      ['used_memory', '50'],
      ['maxmemory', '200'],
      ['connected_clients', '7'],
    ]);
    played.caches = [{ nodes: ['shop-001', 'shop-002'], info, evictions: 2, hits: 30, misses: 10 }];
    await played.pass(10);
    const of = (name: string, node: string) =>
      played.values('AWS/ElastiCache', name, { CacheClusterId: node }, 'Maximum');
    expect(await of('DatabaseMemoryUsagePercentage', 'shop-001')).toEqual([25]);
    expect(await of('CurrConnections', 'shop-002')).toEqual([7]);
    expect(await of('Evictions', 'shop-001')).toEqual([2]);
    expect(await of('CacheHits', 'shop-002')).toEqual([30]);
    expect(await of('BytesUsedForCache', 'shop-002')).toEqual([50]);
    expect(await of('IsMaster', 'shop-001')).toEqual([1]);
    expect(await of('IsMaster', 'shop-002')).toEqual([0]);
  });
});

describe('what SQS reports', () => {
  it('is how full each queue is, and how old its oldest message', async () => {
    played.queues = [{ name: 'dev-orders', visible: 3, notVisible: 1, delayed: 0, oldestSeconds: 42 }];
    await played.pass(10);
    const ofQueue = { QueueName: 'dev-orders' };
    expect(await played.values('AWS/SQS', 'ApproximateNumberOfMessagesVisible', ofQueue, 'Maximum')).toEqual([
      3,
    ]);
    expect(await played.values('AWS/SQS', 'ApproximateAgeOfOldestMessage', ofQueue, 'Maximum')).toEqual([42]);
  });
});
