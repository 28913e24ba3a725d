import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { statementsOf } from '../support/policies.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const hour = "hour >= date_format(current_timestamp - interval '1' day";

describe.each(stages)('the archive of the logs of $name', ({ name, logArchive, logDays, protectsData }) => {
  const own = stacks.filter(({ stage }) => stage === name);
  const ofType = (type: string) => resourcesOf(own, type);
  const filters = ofType('AWS::Logs::SubscriptionFilter');
  const streams = ofType('AWS::KinesisFirehose::DeliveryStream');

  if ('none' in logArchive) {
    it('is not there, and costs nothing', () => {
      expect([...filters, ...streams].map(({ address }) => address)).toEqual([]);
    });
    return;
  }

  const [stream] = streams;
  const s3 = stream?.properties.ExtendedS3DestinationConfiguration;
  const archive = stacks.filter((stack) => stack.name === `${name}-log-archive`);
  const [bucket] = resourcesOf(archive, 'AWS::S3::Bucket');
  const [table] = resourcesOf(archive, 'AWS::Glue::Table');

  it('takes every line of every service, once', () => {
    for (const service of services) {
      const stack = `${name}-${service.name}`;
      const logName = `/shoal/${name}/${service.name}`;
      const groups = ofType('AWS::Logs::LogGroup');
      const group = groups.find(({ properties }) => properties.LogGroupName === logName);
      expect(filters.filter((filter) => filter.stack === stack).map(({ properties }) => properties)).toEqual([
        {
          LogGroupName: { Ref: group?.id },
          FilterName: 'archive',
          FilterPattern: '',
          DestinationArn: {
            'Fn::Join': [
              '',
              expect.arrayContaining([expect.stringContaining(`:deliverystream/${streamName()}`)]),
            ],
          },
          RoleArn: {
            'Fn::Join': [
              '',
              expect.arrayContaining([expect.stringContaining(`:role/${name}-log-archive-sender`)]),
            ],
          },
        },
      ]);
    }
    expect(filters).toHaveLength(services.length);
  });

  it('leaves each log room for one filter more, of the two that AWS has', () => {
    const perGroup = Map.groupBy(
      filters,
      ({ stack, properties }) => `${stack}/${properties.LogGroupName.Ref}`,
    );
    expect([...perGroup.values()].filter((of) => of.length > 1)).toEqual([]);
  });

  it('is one stream, whose name and role the services name and which is there before them', () => {
    expect(streams).toHaveLength(1);
    expect(
      ofType('AWS::IAM::Role').filter(
        ({ properties }) => properties.RoleName === `${name}-log-archive-sender`,
      ),
    ).toHaveLength(1);
  });

  it('keeps lines compressed and encrypted, beyond what CloudWatch keeps, and ends them in time', () => {
    expect(s3.CompressionFormat).toBe('GZIP');
    expect(stream?.properties.DeliveryStreamEncryptionConfigurationInput).toEqual({
      KeyType: 'AWS_OWNED_CMK',
    });
    const [encryption] = bucket?.properties.BucketEncryption.ServerSideEncryptionConfiguration ?? [];
    expect(encryption.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms');
    const [rule, ...more] = bucket?.properties.LifecycleConfiguration.Rules ?? [];
    expect(more).toEqual([]);
    expect(rule).toMatchObject({ ExpirationInDays: logArchive.keepDays, Status: 'Enabled' });
    expect(logArchive.keepDays).toBeGreaterThan(logDays);
    expect(
      rule.Transitions?.map(({ TransitionInDays }: { TransitionInDays: number }) => TransitionInDays),
    ).toEqual('none' in logArchive.cold ? undefined : [logArchive.cold.afterDays]);
    expect(archive[0]?.terminationProtection).toBe(protectsData);
  });

  it('writes lines one by one into folders of the hour, over which the table lies', () => {
    const steps = s3.ProcessingConfiguration.Processors.map(({ Type }: { Type: string }) => Type);
    expect(steps).toEqual(['Decompression', 'CloudWatchLogProcessing', 'AppendDelimiterToRecord']);
    expect(s3.Prefix).toBe('lines/!{timestamp:yyyy/MM/dd/HH}/');
    const { Parameters } = table?.properties.TableInput ?? {};
    expect(Parameters['storage.location.template']).toEqual({
      'Fn::Join': ['', ['s3://', { Ref: bucket?.id }, `/lines/$\{hour}`]],
    });
    expect(Parameters['projection.hour.format']).toBe('yyyy/MM/dd/HH');
    expect(Parameters['projection.hour.range']).toBe(`NOW-${logArchive.keepDays}DAYS,NOW`);
  });

  it('serves its own stream and this account alone', () => {
    const roles = resourcesOf(archive, 'AWS::IAM::Role');
    const trust = roles.flatMap(({ properties }) => properties.AssumeRolePolicyDocument.Statement);
    expect(trust).toHaveLength(2);
    for (const { Principal, Condition } of trust) {
      expect(Principal.Service).toMatch(/^(firehose|logs)\.amazonaws\.com$/);
      expect(Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
      expect(Object.values({ ...Condition.ArnEquals, ...Condition.ArnLike })).toHaveLength(1);
    }
    const allowed = resourcesOf(archive, 'AWS::IAM::Policy')
      .flatMap(statementsOf)
      .flatMap(({ actions }) => actions);
    expect(allowed.toSorted()).toEqual([
      'firehose:PutRecord',
      'firehose:PutRecordBatch',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'logs:PutLogEvents',
      's3:AbortMultipartUpload',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:PutObject',
    ]);
  });

  it('has questions ready that read a day, from columns it has, in the database beside the other logs', () => {
    const queries = resourcesOf(archive, 'AWS::Athena::NamedQuery').map(({ properties }) => properties);
    expect(queries.map(({ Name }) => Name).toSorted()).toEqual([
      `${name}-errors-by-release`,
      `${name}-one-trace`,
      `${name}-slowest-by-release`,
    ]);
    const [database] = ofType('AWS::Glue::Database');
    const [group] = ofType('AWS::Athena::WorkGroup');
    const columns: readonly string[] = table?.properties.TableInput.StorageDescriptor.Columns.map(
      ({ Name }: { Name: string }) => Name,
    );
    expect(table?.properties.DatabaseName).toBe(database?.properties.DatabaseInput.Name);
    for (const { QueryString, Database, WorkGroup } of queries) {
      expect(Database).toBe(database?.properties.DatabaseInput.Name);
      expect(WorkGroup).toBe(group?.properties.Name);
      expect(QueryString).toContain(`FROM service_logs\nWHERE ${hour}`);
      const words: readonly string[] = QueryString.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
      const known = [
        ...columns,
        'service_logs',
        'current_timestamp',
        'date_format',
        'approx_percentile',
        'max_by',
      ];
      expect(words.filter((word) => !known.includes(word))).toEqual([]);
    }
  });

  function streamName(): string {
    return String(stream?.properties.DeliveryStreamName);
  }
});
