import { join } from 'node:path';
import { type ApiService, account, NamedList } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { DatabaseInstance } from './database-instance.ts';
import { databaseNotFound } from './database-refusals.ts';
import { describeDatabase } from './describe-database.ts';
import { notedSnapshots } from './noted-snapshots.ts';
import type { ParameterGroups } from './parameter-groups.ts';
import type { RdsParts } from './rds-parts.ts';
import { restoreEvents } from './restore/restore-events.ts';
import { restoreOperations } from './restore/restore-operations.ts';
import type { RestoredDatabase } from './restore/restored-database.ts';
import { stopAndStart } from './stop-and-start.ts';

export interface RdsApiProps {
  readonly parts: RdsParts;
  readonly parameterGroups: ParameterGroups;
  /** Those of stacks. */
  readonly instances: ReadonlyMap<string, DatabaseInstance>;
  readonly restored: Map<string, RestoredDatabase>;
}

export function rdsApi({ parts, parameterGroups, instances, restored }: RdsApiProps): ApiService {
  const { region, stateFolder } = parts;
  const find = (identifier: string): DatabaseInstance => {
    const instance = instances.get(identifier) ?? restored.get(identifier);
    if (instance === undefined) throw databaseNotFound(identifier);
    return instance;
  };
  const describe = (instance: DatabaseInstance) =>
    describeDatabase(instance, databaseArnOf(instance.identifier, region));
  return {
    signingName: 'rds',
    protocol: 'query',
    namespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
    operations: {
      ...stopAndStart({ find, describe }),
      ...notedSnapshots({ find, region }),
      ...restoreOperations({
        parts,
        parameterGroups,
        folders: join(stateFolder, 'restored'),
        instances,
        restored,
        find,
        describe,
      }),
      ...restoreEvents(restored),
      DescribeDBInstances(input) {
        const asked = new PropertyReader('DescribeDBInstances', input).text('DBInstanceIdentifier');
        const name = asked?.split(':').at(-1)?.toLowerCase();
        const found = name === undefined ? [...instances.values(), ...restored.values()] : [find(name)];
        return { DBInstances: new NamedList('DBInstance', found.map(describe)) };
      },
    },
  };
}

export function databaseArnOf(identifier: string, region: string): string {
  return `arn:aws:rds:${region}:${account}:db:${identifier}`;
}
