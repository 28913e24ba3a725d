import { type Charge, during, fixed } from '../charge.ts';
import { counted } from '../counted.ts';
import type { Priced, Pricers } from '../pricer.ts';
import { hoursOfMonth } from '../prices/prices.ts';
import { isRecord, isTrue, numberAt, textAt } from '../property.ts';
import type { Resource } from '../stack.ts';

const group = 'database';

export const dataPricers: Pricers = {
  'AWS::RDS::DBInstance': (priced) => {
    const { resource, estate, prices } = priced;
    const { properties } = resource;
    const kind = classOf(resource);
    const copies = isTrue(properties, 'MultiAZ') ? 2 : 1;
    const gb = storageOf(priced);
    const storage = textAt(properties, 'StorageType') ?? 'gp2';
    const runs = estate.runningOf(resource);
    const standby = copies === 2 ? ' with a standby' : '';
    return [
      during(
        { group, what: `${kind}${standby}` },
        copies * prices.of(`database.${kind}`) * hoursOfMonth,
        runs,
      ),
      fixed(
        { group, what: `its storage of ${gb} GB${standby}` },
        copies * gb * prices.of(`database.storage.${storage}`),
      ),
      ...insightsOf(priced),
      ...(isTrue(properties, 'ManageMasterUserPassword')
        ? [fixed({ group: 'keys and secrets', what: 'the secret of its master' }, prices.of('secret.month'))]
        : []),
    ];
  },
  'AWS::RDS::DBProxy': ({ resource, estate, prices }) => {
    const vcpus = Math.max(
      2,
      ...estate.beside(resource, 'AWS::RDS::DBInstance').map((instance) => vcpusOf(classOf(instance))),
    );
    return [
      fixed(
        { group, what: `a proxy of a database with ${vcpus} vCPUs` },
        vcpus * prices.of('database.proxy') * hoursOfMonth,
      ),
    ];
  },
  'AWS::ElastiCache::ReplicationGroup': ({ resource: { properties }, prices }) => {
    const kind = textAt(properties, 'CacheNodeType') ?? '';
    const nodes =
      numberAt(properties, 'NumCacheClusters') ??
      (numberAt(properties, 'NumNodeGroups') ?? 1) *
        ((numberAt(properties, 'ReplicasPerNodeGroup') ?? 0) + 1);
    const name = kind.replace(/^cache\./, '');
    const extraSnapshots = Math.max(0, (numberAt(properties, 'SnapshotRetentionLimit') ?? 0) - 1);
    return [
      fixed(
        { group: 'cache', what: `${counted(nodes, 'node')} ${name}` },
        nodes * prices.of(`cache.${name}`) * hoursOfMonth,
      ),
      ...(extraSnapshots === 0
        ? []
        : [
            fixed(
              {
                group: 'cache',
                what: `${counted(extraSnapshots, 'snapshot')} of ${usedGbOf(name)} GB beyond the free one`,
              },
              extraSnapshots * usedGbOf(name) * prices.of('cache.backup'),
            ),
          ]),
    ];
  },
};

function classOf({ properties }: Resource): string {
  return (textAt(properties, 'DBInstanceClass') ?? '').replace(/^db\./, '');
}

/** A replica has the storage of what it copies. */
function storageOf({ resource, estate }: Priced): number {
  const own = numberAt(resource.properties, 'AllocatedStorage');
  if (own !== undefined) return own;
  const source = resource.properties.SourceDBInstanceIdentifier;
  const id = isRecord(source) && typeof source.Ref === 'string' ? source.Ref : source;
  const found = estate
    .ofType('AWS::RDS::DBInstance')
    .find((other) => other.id === id || textAt(other.properties, 'DBInstanceIdentifier') === id);
  return numberAt(found?.properties ?? {}, 'AllocatedStorage') ?? 20;
}

/** A standby answers nothing, so there is nothing of it to look into. */
function insightsOf({ resource, estate, prices }: Priced): readonly Charge[] {
  if (textAt(resource.properties, 'DatabaseInsightsMode') !== 'advanced') return [];
  const vcpus = vcpusOf(classOf(resource));
  return [
    during(
      { group: 'metrics', what: `advanced Database Insights of ${vcpus} vCPUs` },
      vcpus * prices.of('database.insights.advanced') * hoursOfMonth,
      estate.runningOf(resource),
    ),
  ];
}

export function vcpusOf(kind: string): number {
  const size = kind.slice(kind.lastIndexOf('.') + 1);
  const times = /^(\d+)xlarge$/.exec(size)?.[1];
  return times === undefined ? (size === 'xlarge' ? 4 : 2) : 4 * Number(times);
}

const memoryGb: Readonly<Record<string, number>> = {
  't4g.micro': 0.5,
  't4g.small': 1.37,
  't4g.medium': 3.09,
  'm7g.large': 6.38,
  'r7g.large': 13.07,
  'r7g.xlarge': 26.32,
};

/** A cache that is half full. */
function usedGbOf(kind: string): number {
  return Number(((memoryGb[kind] ?? 8) / 2).toFixed(1));
}
