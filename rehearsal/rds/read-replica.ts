import { account, type CreateCall, type Played } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { DatabaseInstance } from './database-instance.ts';
import { resourceIdOf } from './database-settings.ts';

/** A copy to read from is the database itself here, under another name: reads of it are never behind. */
export function playReadReplica(
  { properties, type }: CreateCall,
  instances: ReadonlyMap<string, DatabaseInstance>,
  region: string,
): Played | undefined {
  const reader = new PropertyReader(type, properties);
  const source = reader.text('SourceDBInstanceIdentifier');
  if (source === undefined) return undefined;
  const identifier = reader.requiredText('DBInstanceIdentifier').toLowerCase();
  const instance = instances.get(source.split(':').at(-1) ?? source);
  if (instance === undefined) {
    throw new Error(
      `database '${identifier}': it copies '${source}', which there is not, known: ${[...instances.keys()].join(', ')}`,
    );
  }
  return {
    physicalId: identifier,
    attributes: {
      'Endpoint.Address': instance.address.host,
      'Endpoint.Port': String(instance.address.port),
      'Endpoint.HostedZoneId': 'Z000000000000LOOPBACK',
      DBInstanceArn: `arn:aws:rds:${region}:${account}:db:${identifier}`,
      DbiResourceId: resourceIdOf(identifier),
      DBSystemId: identifier,
    },
  };
}
