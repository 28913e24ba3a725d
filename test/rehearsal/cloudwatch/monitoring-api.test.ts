import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import { errorAlarm, ofGroup, PlayedMetrics, topic, unhealthyAlarm } from './played-metrics.ts';

const played = new PlayedMetrics();
let endpoint: Endpoint;
let sdk: CloudWatchClient;

beforeAll(async () => {
  endpoint = await startEndpoint({ apis: played.plane.apis, host: '127.0.0.1', port: 0 });
  sdk = new CloudWatchClient({
    endpoint: endpoint.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  await played.create('AWS::CloudWatch::Alarm', errorAlarm);
  await played.create('AWS::CloudWatch::Alarm', unhealthyAlarm);
  await played.create('AWS::CloudWatch::CompositeAlarm', {
    AlarmName: 'dev/catalog/ill',
    AlarmRule: 'ALARM("dev/catalog/5xx-blue")',
    AlarmActions: [topic],
  });
  await played.pass(60, { requests: 10, errors: 1 });
  await played.pass(30, { requests: 20 });
});

afterAll(async () => {
  sdk.destroy();
  await endpoint.close();
});

/** The last two minutes: a whole one, and half of one. */
const range = () => ({
  StartTime: new Date(played.now - 90_000),
  EndTime: new Date(played.now + 30_000),
});
const Dimensions = Object.entries(ofGroup).map(([Name, Value]) => ({ Name, Value }));
const stat = (MetricName: string, Stat: string) => ({
  Metric: { Namespace: 'AWS/ApplicationELB', MetricName, Dimensions },
  Period: 60,
  Stat,
});

describe('GetMetricData', () => {
  it('gives metrics and expressions over them, the newest point first', async () => {
    const { MetricDataResults } = await sdk.send(
      new GetMetricDataCommand({
        ...range(),
        MetricDataQueries: [
          { Id: 'requests', MetricStat: stat('RequestCount', 'Sum') },
          { Id: 'errors', MetricStat: stat('HTTPCode_Target_5XX_Count', 'Sum'), ReturnData: false },
          { Id: 'rate', Expression: '100 * FILL(errors, 0) / requests', Label: 'Percent failed' },
          { Id: 'slow', MetricStat: stat('TargetResponseTime', 'TC(0.5:)') },
        ],
      }),
    );
    const minutes = [played.now - 30_000, played.now - 90_000].map((at) => new Date(at));
    expect(MetricDataResults).toEqual([
      {
        Id: 'requests',
        Label: 'RequestCount',
        Timestamps: minutes,
        Values: [600, 600],
        StatusCode: 'Complete',
      },
      { Id: 'rate', Label: 'Percent failed', Timestamps: minutes, Values: [0, 10], StatusCode: 'Complete' },
      {
        Id: 'slow',
        Label: 'TargetResponseTime',
        Timestamps: minutes,
        Values: [0, 0],
        StatusCode: 'Complete',
      },
    ]);
  });

  it('refuses what it cannot answer, in a sentence', async () => {
    const ask = (MetricDataQueries: object[]) =>
      sdk.send(new GetMetricDataCommand({ ...range(), MetricDataQueries } as never));
    await expect(ask([{ Id: 'a', Expression: 'b + 1', Period: 60 }])).rejects.toThrow("there is no 'b'");
    await expect(ask([{ Id: 'a', Expression: '1 + 1', Period: 60 }])).rejects.toThrow(
      'TIME_SERIES makes one',
    );
    await expect(
      ask([{ Id: 'a', MetricStat: { ...stat('RequestCount', 'Sum'), Period: 7 } }]),
    ).rejects.toThrow("'Period' is 7, and must be");
    await expect(ask([{ Id: 'a', Expression: "SEARCH('x', 'Sum', 60)" }])).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });
});

describe('PutMetricData', () => {
  it('keeps values, distributions and statistics of one’s own, which GetMetricStatistics and ListMetrics find', async () => {
    const put = (datum: Partial<MetricDatum>) => ({
      MetricName: 'Depth',
      Dimensions: [{ Name: 'well', Value: 'north' }],
      Unit: 'Count' as const,
      Timestamp: new Date(played.now - 1000),
      ...datum,
    });
    await sdk.send(
      new PutMetricDataCommand({
        Namespace: 'Wells',
        MetricData: [
          put({ Value: 4 }),
          put({ Values: [1, 2], Counts: [3, 1] }),
          put({ StatisticValues: { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 } }),
        ],
      }),
    );
    const { Datapoints = [], Label } = await sdk.send(
      new GetMetricStatisticsCommand({
        ...range(),
        Namespace: 'Wells',
        MetricName: 'Depth',
        Dimensions: [{ Name: 'well', Value: 'north' }],
        Period: 60,
        Statistics: ['Sum', 'SampleCount', 'Minimum', 'Maximum', 'Average'],
        ExtendedStatistics: ['p50'],
      }),
    );
    expect(Label).toBe('Depth');
    expect(Datapoints).toMatchObject([
      { Sum: 39, SampleCount: 7, Minimum: 1, Maximum: 20, ExtendedStatistics: { p50: 2 }, Unit: 'Count' },
    ]);
    expect(Datapoints[0]?.Average).toBeCloseTo(39 / 7);
    const { Metrics } = await sdk.send(new ListMetricsCommand({ Namespace: 'Wells' }));
    expect(Metrics).toEqual([
      { Namespace: 'Wells', MetricName: 'Depth', Dimensions: [{ Name: 'well', Value: 'north' }] },
    ]);
  });

  it('takes many at once, which the SDK compresses', async () => {
    const MetricData = Array.from({ length: 400 }, (_, index) => ({
      MetricName: `Level${index}`,
      Dimensions: [{ Name: 'well', Value: 'south' }],
      Value: index,
    }));
    await sdk.send(new PutMetricDataCommand({ Namespace: 'Many wells', MetricData }));
    const { Metrics } = await sdk.send(new ListMetricsCommand({ Namespace: 'Many wells' }));
    expect(Metrics).toHaveLength(400);
  });

  it('keeps nothing under the names of AWS', async () => {
    const MetricData = [{ MetricName: 'RequestCount', Value: 1 }];
    await expect(
      sdk.send(new PutMetricDataCommand({ Namespace: 'AWS/ApplicationELB', MetricData })),
    ).rejects.toThrow('which only AWS may');
  });
});

describe('ListMetrics', () => {
  it('finds metrics by a dimension, with its value or without', async () => {
    const names = async (Filter: object) => {
      const { Metrics = [] } = await sdk.send(new ListMetricsCommand({ Dimensions: [Filter as never] }));
      return Metrics.map(({ MetricName }) => MetricName);
    };
    expect(await names({ Name: 'TargetGroup' })).toContain('RequestCountPerTarget');
    expect(await names({ Name: 'TargetGroup', Value: 'another' })).toEqual([]);
    expect(await names({ Name: 'LoadBalancer' })).toContain('TargetResponseTime');
  });
});

describe('DescribeAlarms', () => {
  const describeAlarms = (input: object) => sdk.send(new DescribeAlarmsCommand(input));

  it('tells what the template says and what the metrics say', async () => {
    const { MetricAlarms, CompositeAlarms } = await describeAlarms({
      AlarmNames: ['dev/catalog/5xx-blue', 'dev/catalog/ill'],
    });
    // Composite alarms are told to those who ask for them.
    expect(CompositeAlarms).toEqual([]);
    expect(MetricAlarms).toMatchObject([
      {
        AlarmName: 'dev/catalog/5xx-blue',
        AlarmArn: 'arn:aws:cloudwatch:eu-central-1:000000000000:alarm:dev/catalog/5xx-blue',
        AlarmDescription: 'catalog answers with server errors',
        AlarmActions: [topic],
        ActionsEnabled: true,
        StateValue: 'OK',
        EvaluationPeriods: 2,
        Threshold: 5,
        TreatMissingData: 'notBreaching',
      },
    ]);
    expect(MetricAlarms?.[0]?.StateUpdatedTimestamp).toBeInstanceOf(Date);
  });

  it('finds alarms by prefix, state, kind, action and what asks them', async () => {
    const names = async (input: object) => {
      const { MetricAlarms = [], CompositeAlarms = [] } = await describeAlarms({
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        ...input,
      });
      return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = '' }) => AlarmName.slice(12));
    };
    expect(await names({})).toEqual(['5xx-blue', 'unhealthy-blue', 'ill']);
    expect(await names({ AlarmNamePrefix: 'dev/catalog/u' })).toEqual(['unhealthy-blue']);
    expect(await names({ AlarmNamePrefix: 'dev/orders/' })).toEqual([]);
    expect(await names({ AlarmTypes: ['CompositeAlarm'] })).toEqual(['ill']);
    expect(await names({ StateValue: 'ALARM' })).toEqual([]);
    expect(await names({ ActionPrefix: 'arn:aws:sns:' })).toEqual(['5xx-blue', 'ill']);
    expect(await names({ ParentsOfAlarmName: 'dev/catalog/5xx-blue' })).toEqual(['ill']);
    expect(await names({ ChildrenOfAlarmName: 'dev/catalog/ill' })).toEqual(['5xx-blue']);
  });

  it('goes page by page', async () => {
    const pages: number[] = [];
    const all = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] as const, MaxRecords: 2 };
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms(
      { client: sdk },
      { ...all, AlarmTypes: [...all.AlarmTypes] },
    )) {
      pages.push(MetricAlarms.length + CompositeAlarms.length);
    }
    expect(pages).toEqual([2, 1]);
  });
});

describe('SetAlarmState', () => {
  it('is seen by all, and is in the history', async () => {
    const AlarmName = 'dev/catalog/unhealthy-blue';
    await sdk.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'by hand' }));
    const { MetricAlarms } = await sdk.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
    expect(MetricAlarms).toMatchObject([{ AlarmName, StateReason: 'by hand' }]);
    const { AlarmHistoryItems = [] } = await sdk.send(
      new DescribeAlarmHistoryCommand({ AlarmName, HistoryItemType: 'StateUpdate' }),
    );
    expect(AlarmHistoryItems[0]).toMatchObject({
      HistorySummary: 'Alarm updated from OK to ALARM',
      AlarmType: 'MetricAlarm',
    });
    await expect(
      sdk.send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'r' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });
});

describe('the query protocol, which older versions of the CLI speak', () => {
  async function ask(form: Readonly<Record<string, string>>): Promise<string> {
    const answer = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'AWS4-HMAC-SHA256 Credential=x/20261121/eu-central-1/monitoring/aws4_request',
      },
      body: new URLSearchParams({ Version: '2010-08-01', ...form }),
    });
    return await answer.text();
  }

  it('gives the same answers in XML', async () => {
    const alarms = await ask({ Action: 'DescribeAlarms', 'AlarmNames.member.1': 'dev/catalog/5xx-blue' });
    expect(alarms).toContain('<AlarmName>dev/catalog/5xx-blue</AlarmName>');
    expect(alarms).toContain('<StateValue>OK</StateValue>');
    const query = 'MetricDataQueries.member.1';
    const metric = `${query}.MetricStat.Metric`;
    const data = await ask({
      Action: 'GetMetricData',
      StartTime: new Date(played.now - 90_000).toISOString(),
      EndTime: new Date(played.now + 30_000).toISOString(),
      [`${query}.Id`]: 'm',
      [`${query}.MetricStat.Period`]: '60',
      [`${query}.MetricStat.Stat`]: 'Sum',
      [`${metric}.Namespace`]: 'AWS/ApplicationELB',
      [`${metric}.MetricName`]: 'RequestCount',
      [`${metric}.Dimensions.member.1.Name`]: 'LoadBalancer',
      [`${metric}.Dimensions.member.1.Value`]: ofGroup.LoadBalancer,
    });
    expect(data).toContain('<Values><member>600</member><member>600</member></Values>');
    expect(await ask({ Action: 'ListMetrics', RecentlyActive: 'PT3H', Dimensions: '' })).toContain(
      '<MetricName>RequestCount</MetricName>',
    );
  });
});
