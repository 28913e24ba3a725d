import { describe, expect, it } from '@jest/globals';
import { cents, chargesOf, costWith, type Resources } from '../charges-of.ts';

const group = ['AWS::Logs::LogGroup', { RetentionInDays: 365 }] as const;
const filter = ['AWS::Logs::SubscriptionFilter', { LogGroupName: { Ref: 'Log' } }] as const;
const stream = [
  'AWS::KinesisFirehose::DeliveryStream',
  { ExtendedS3DestinationConfiguration: { BufferingHints: { IntervalInSeconds: 900 } } },
] as const;
const bucketOf = (rule: object) =>
  ['AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [rule] } }] as const;
const years = { ExpirationInDays: 1080 };
const cold = { ...years, Transitions: [{ TransitionInDays: 90 }] };
const task = { Cluster: 'dev', ServiceName: 'catalog', DesiredCount: 2, TaskDefinition: { Ref: 'Task' } };

/** What a GB more of the log costs. */
function perGb(resources: Resources): number {
  const [charge] = chargesOf('Log', { Log: group, ...resources });
  return cents(charge?.perLogGb ?? Number.NaN);
}

describe('a GB of a log', () => {
  it('costs what CloudWatch takes, and where it is archived taking it there and keeping it as well', () => {
    expect(perGb({})).toBe(0.69);
    expect(perGb({ Filter: filter, Stream: stream, Bucket: bucketOf(years) })).toBe(0.86);
    expect(perGb({ Filter: filter, Stream: stream, Bucket: bucketOf(cold) })).toBe(0.76);
  });

  it('costs no more where another log is archived', () => {
    const other = ['AWS::Logs::SubscriptionFilter', { LogGroupName: { Ref: 'Another' } }] as const;
    expect(perGb({ Filter: other, Stream: stream, Bucket: bucketOf(years) })).toBe(0.69);
  });
});

it('an archive costs what its tasks write without being asked, and its files', () => {
  const resources = {
    Stream: stream,
    Service: ['AWS::ECS::Service', task],
    Task: [
      'AWS::ECS::TaskDefinition',
      { Cpu: '256', Memory: '512', RuntimePlatform: { CpuArchitecture: 'ARM64' } },
    ],
  } as const;
  const charges = chargesOf('Stream', resources);
  expect(charges.map(({ what }) => what)).toEqual([
    'lines of 2 tasks to the archive, one a minute',
    '2920 files in the archive',
    'the lines of each request, to the archive',
  ]);
  expect(charges.map(({ awake }) => cents(awake))).toEqual([0.02, 0.02, 0]);
  expect(costWith({ Stream: stream }).monthly).toBeLessThan(0.02);
});
