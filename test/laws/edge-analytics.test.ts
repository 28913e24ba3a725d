import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)('the access logs of $name', ({ name, logDays }) => {
  const { resources } = stackOf(stacks, name, 'edge');
  const ofType = (type: string): typeof resources => resources.filter((resource) => resource.type === type);
  const [table] = ofType('AWS::Glue::Table');
  const { Parameters, PartitionKeys } = table?.properties.TableInput ?? {};

  it('are a table over the very folders that the load balancers write to', () => {
    const places = ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').map(({ properties }) => {
      const attribute = (key: string): unknown =>
        properties.LoadBalancerAttributes.find(({ Key }: { Key: string }) => Key === key)?.Value;
      return { bucket: attribute('access_logs.s3.bucket'), prefix: attribute('access_logs.s3.prefix') };
    });
    const [, parts] = Parameters['storage.location.template']['Fn::Join'];
    expect(parts).toEqual([
      's3://',
      places[0]?.bucket,
      `/$\{face}/AWSLogs/`,
      { Ref: 'AWS::AccountId' },
      expect.stringMatching(/^\/elasticloadbalancing\/[a-z0-9-]+\/\$\{day\}$/),
    ]);
    expect(Parameters['projection.face.values'].split(',').sort()).toEqual(
      places.map(({ prefix }) => prefix).sort(),
    );
    expect(PartitionKeys.map((key: { Name: string }) => key.Name)).toEqual(['face', 'day']);
  });

  it('are looked for no further back than they are kept', () => {
    expect(Parameters['projection.day.range']).toBe(`NOW-${logDays}DAYS,NOW`);
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

  it('have questions ready that read a day, from columns the table has', () => {
    const queries = ofType('AWS::Athena::NamedQuery').map(({ properties }) => properties);
    const columns = table?.properties.TableInput.StorageDescriptor.Columns.map(
      (one: { Name: string }) => one.Name,
    );
    expect(queries.length).toBeGreaterThanOrEqual(3);
    for (const { Name, QueryString, Database } of queries) {
      expect(Name.startsWith(`${name}-`)).toBe(true);
      expect(Database).toBe(table?.properties.DatabaseName);
      expect(QueryString).toContain('WHERE day >= ');
      const words: readonly string[] = QueryString.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
      const unknown = words.filter((word) => ![...columns, 'access_logs', ...functions].includes(word));
      expect({ Name, unknown }).toEqual({ Name, unknown: [] });
    }
  });
});

const functions = [
  ...['approx_percentile', 'count_if', 'current_timestamp', 'date_format', 'from_iso'],
  ...['regexp_extract', 'regexp_replace', 'url_extract_path'],
];
