import { join } from 'node:path';
import { generatedName } from '../generated-name.ts';
import type { Plane, Played, PlayedType, Properties } from '../plane.ts';
import { playBeside } from '../play-beside.ts';
import { PropertyReader } from '../property-reader.ts';
import { DatabaseInstance } from './database-instance.ts';
import { databaseExists, databaseNotFound, refuseProtected } from './database-refusals.ts';
import {
  databaseSettings,
  inertDatabaseProperties,
  playedDatabaseProperties,
  resourceIdOf,
} from './database-settings.ts';
import { ParameterGroups, playParameterGroup } from './parameter-groups.ts';
import { playProxy } from './proxy-types.ts';
import { databaseArnOf, rdsApi } from './rds-api.ts';
import type { RdsParts } from './rds-parts.ts';
import { playReadReplica } from './read-replica.ts';
import type { RestoredDatabase } from './restore/restored-database.ts';

export interface RdsPlane extends Plane {
  /** What a database says of itself to a secret attached to it. */
  describe(targetType: string, targetId: string): Properties | undefined;
  /** The servers that run, for metrics. */
  servers(): readonly { readonly identifier: string; readonly pid: number }[];
}

/** Plays RDS: every database instance is a private MariaDB or MySQL server. */
export function createRdsPlane(parts: RdsParts): RdsPlane {
  const { region } = parts;
  const parameterGroups = new ParameterGroups();
  const instances = new Map<string, DatabaseInstance>();
  /** Apart from those that stacks know. */
  const restored = new Map<string, RestoredDatabase>();
  const all = () => [...instances.values(), ...restored.values()];
  parameterGroups.onChange(async (group) => {
    const users = all().filter(({ settings, pid }) => settings.parameterGroup === group && pid !== undefined);
    await Promise.all(users.map((instance) => instance.restart()));
  });
  return {
    types: [
      playDatabase({ parts, instances, parameterGroups }),
      ...playProxy(instances, region),
      playParameterGroup(parameterGroups, region),
      playBeside({
        type: 'AWS::RDS::DBSubnetGroup',
        name: 'DBSubnetGroupName',
        inert: {
          DBSubnetGroupDescription: 'it only says what the group is for',
          SubnetIds: 'everything here shares one loopback network',
        },
      }),
      playBeside({
        type: 'AWS::RDS::OptionGroup',
        name: 'OptionGroupName',
        inert: {
          EngineName: 'a private MariaDB has no option groups',
          MajorEngineVersion: 'a private MariaDB has no option groups',
          OptionConfigurations: 'a private MariaDB has no option groups',
          OptionGroupDescription: 'it only says what the group is for',
        },
      }),
    ],
    apis: [rdsApi({ parts, parameterGroups, instances, restored })],
    describe(_type, id) {
      const instance = instances.get(id);
      return (
        instance && {
          engine: 'mysql',
          host: instance.address.host,
          port: instance.address.port,
          dbInstanceIdentifier: id,
        }
      );
    },
    servers: () => all().flatMap(({ identifier, pid }) => (pid === undefined ? [] : [{ identifier, pid }])),
    async close() {
      await Promise.all(all().map((instance) => instance.stop()));
    },
  };
}

interface DatabaseTypeProps {
  readonly parts: RdsParts;
  readonly instances: Map<string, DatabaseInstance>;
  readonly parameterGroups: ParameterGroups;
}

function playDatabase({ parts, instances, parameterGroups }: DatabaseTypeProps): PlayedType {
  const find = (identifier: string): DatabaseInstance => {
    const instance = instances.get(identifier);
    if (!instance) throw databaseNotFound(identifier);
    return instance;
  };
  return {
    type: 'AWS::RDS::DBInstance',
    plays: playedDatabaseProperties,
    inert: inertDatabaseProperties,
    replacedBy: [
      'DBInstanceIdentifier',
      'Engine',
      'MasterUsername',
      'DBName',
      'DBSubnetGroupName',
      'SourceDBInstanceIdentifier',
      'StorageEncrypted',
      'KmsKeyId',
    ],

    async create(call) {
      const replica = playReadReplica(call, instances, parts.region);
      if (replica !== undefined) return replica;
      const { properties, type, stackName, logicalId, progress } = call;
      const identifier = (
        new PropertyReader(type, properties).text('DBInstanceIdentifier') ??
        generatedName(stackName, logicalId, 63)
      ).toLowerCase();
      if (instances.has(identifier)) throw databaseExists(identifier);
      const settings = databaseSettings(identifier, properties, parts.secrets);
      const instance = new DatabaseInstance(
        { identifier, parts, parameterGroups, folders: join(parts.stateFolder, 'mariadb') },
        settings,
        properties,
      );
      progress('starting a private database server');
      await instance.start();
      instances.set(identifier, instance);
      return played(instance, parts.region);
    },

    async update(call) {
      const replica = playReadReplica(call, instances, parts.region);
      if (replica !== undefined) return replica;
      const { physicalId, properties } = call;
      const instance = find(physicalId);
      await instance.change(databaseSettings(physicalId, properties, parts.secrets), properties);
      return played(instance, parts.region);
    },

    /** The data stays, like a final snapshot, and the next instance of this name begins with it. */
    async delete({ physicalId }) {
      const instance = instances.get(physicalId);
      if (instance) refuseProtected(instance);
      instances.delete(physicalId);
      await instance?.stop();
    },
  };
}

function played(instance: DatabaseInstance, region: string): Played {
  const { identifier, address, settings } = instance;
  return {
    physicalId: identifier,
    attributes: {
      'Endpoint.Address': address.host,
      'Endpoint.Port': String(address.port),
      'Endpoint.HostedZoneId': 'Z000000000000LOOPBACK',
      DBInstanceArn: databaseArnOf(identifier, region),
      DbiResourceId: resourceIdOf(identifier),
      DBSystemId: identifier,
      ...(settings.secretArn !== undefined && { 'MasterUserSecret.SecretArn': settings.secretArn }),
    },
  };
}
