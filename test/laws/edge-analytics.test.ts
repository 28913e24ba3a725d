import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { type SynthesizedResource, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)('the logs of $name', ({ name, logDays, network, cidr }) => {
  const { resources } = stackOf(stacks, name, 'edge');
  const ofType = (type: string): typeof resources => resources.filter((resource) => resource.type === type);
  const tables = new Map(
    ofType('AWS::Glue::Table').map((table) => [table.properties.TableInput.Name, table]),
  );
  const parametersOf = (table: string) => tables.get(table)?.properties.TableInput.Parameters ?? {};
  const folderOf = (table: string) => parametersOf(table)['storage.location.template']['Fn::Join'][1];

  it('of requests are a table over the very folders that the load balancers write to', () => {
    const places = ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').map(({ properties }) => {
      const attribute = (key: string): unknown =>
        properties.LoadBalancerAttributes.find(({ Key }: { Key: string }) => Key === key)?.Value;
      return { bucket: attribute('access_logs.s3.bucket'), prefix: attribute('access_logs.s3.prefix') };
    });
    expect(folderOf('access_logs')).toEqual([
      's3://',
      places[0]?.bucket,
      `/$\{face}/AWSLogs/`,
      { Ref: 'AWS::AccountId' },
      expect.stringMatching(/^\/elasticloadbalancing\/[a-z0-9-]+\/\$\{day\}$/),
    ]);
    const faces: string = parametersOf('access_logs')['projection.face.values'];
    expect(faces.split(',').sort()).toEqual(places.map(({ prefix }) => prefix).sort());
  });

  it('of the network are a table over the folders of its flow log, one an hour', () => {
    const [log] = stackOf(stacks, name, 'network').resources.filter(
      ({ type }) => type === 'AWS::EC2::FlowLog',
    );
    expect(log?.properties.DestinationOptions).toEqual({
      FileFormat: 'parquet',
      PerHourPartition: true,
      HiveCompatiblePartitions: false,
    });
    expect(folderOf('flow_logs')).toEqual([
      's3://',
      { 'Fn::GetStackOutput': expect.objectContaining({ OutputName: expect.stringContaining('FlowLogs') }) },
      '/AWSLogs/',
      { Ref: 'AWS::AccountId' },
      expect.stringMatching(/^\/vpcflowlogs\/[a-z0-9-]+\/\$\{hour\}$/),
    ]);
  });

  it('are looked for no further back than they are kept', () => {
    expect(parametersOf('access_logs')['projection.day.range']).toBe(`NOW-${logDays}DAYS,NOW`);
    expect(parametersOf('flow_logs')['projection.hour.range']).toBe(`NOW-${network.flowLogDays}DAYS,NOW`);
  });

  it('can be asked for a few cents and no more, in answers that nobody has to delete', () => {
    const [group] = ofType('AWS::Athena::WorkGroup');
    expect(group?.properties.WorkGroupConfiguration).toEqual({
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: 10 * 1024 ** 3,
      ManagedQueryResultsConfiguration: { Enabled: true },
    });
  });

  it('have questions ready that read a day, from columns their table has, about this network', () => {
    const queries = ofType('AWS::Athena::NamedQuery').map(({ properties }) => properties);
    expect(queries.length).toBeGreaterThanOrEqual(5);
    for (const { Name, QueryString, Database } of queries) {
      const table = tables.get(/FROM (\w+)/.exec(QueryString)?.[1] ?? '');
      expect(Name.startsWith(`${name}-`)).toBe(true);
      expect(Database).toBe(table?.properties.DatabaseName);
      expect(QueryString).toMatch(/WHERE (day|hour) >= date_format\(current_timestamp - interval '1' day/);
      expect({ Name, unknown: unknownIn(QueryString, table) }).toEqual({ Name, unknown: [] });
      for (const [, addresses = ''] of QueryString.matchAll(/LIKE '([\d.]+)%'/g)) {
        expect(cidr.startsWith(addresses)).toBe(true);
      }
    }
  });
});

const functions = [
  ...['approx_percentile', 'count_if', 'current_timestamp', 'date_format', 'from_iso', 'from_unixtime'],
  ...['regexp_extract', 'regexp_replace', 'url_extract_path'],
];

/** Words with an underscore that are neither a column nor a function. */
function unknownIn(sql: string, table: SynthesizedResource | undefined): readonly string[] {
  const { Name, StorageDescriptor } = table?.properties.TableInput ?? {};
  const columns: readonly string[] = StorageDescriptor.Columns.map((column: { Name: string }) => column.Name);
  const words = sql.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
  return words.filter((word) => ![...columns, Name, ...functions].includes(word));
}
