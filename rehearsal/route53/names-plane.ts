import { createHash } from 'node:crypto';
import type { Plane, PlayedType, Properties } from '../plane.ts';
import { NameFile } from './name-file.ts';

/** Plays Route 53: names of private zones reach tasks and functions through a file, public names nobody. */
export function createNamesPlane({ stateFolder }: { readonly stateFolder: string }): Plane {
  const names = new NameFile(stateFolder);
  const zones = new Map<string, Zone>();
  return {
    types: [playZone(zones), playRecordSet(zones, names)],
    apis: [],
    close: async () => {},
  };
}

interface Zone {
  readonly name: string;
  readonly isPrivate: boolean;
}

function playZone(zones: Map<string, Zone>): PlayedType {
  const keep = (id: string, { Name, VPCs }: Properties) => {
    zones.set(id, { name: plainName(Name), isPrivate: Array.isArray(VPCs) && VPCs.length > 0 });
    const NameServers = [1, 2, 3, 4].map((number) => `ns-${number}.awsdns-00.example`);
    return { physicalId: id, attributes: { Id: id, NameServers } };
  };
  return {
    type: 'AWS::Route53::HostedZone',
    plays: ['Name', 'VPCs'],
    inert: {
      HostedZoneConfig: 'it only says what the zone is for',
      HostedZoneTags: 'tags only name things for people and bills',
      QueryLoggingConfig: 'no name server is asked here',
    },
    replacedBy: ['Name'],
    create: async ({ stackName, logicalId, properties }) => {
      const hash = createHash('sha256').update(`${stackName}/${logicalId}/${properties.Name}`).digest('hex');
      return keep(`Z${hash.slice(0, 20).toUpperCase()}`, properties);
    },
    update: async ({ physicalId, properties }) => keep(physicalId, properties),
    delete: async ({ physicalId }) => {
      zones.delete(physicalId);
    },
  };
}

function playRecordSet(zones: ReadonlyMap<string, Zone>, names: NameFile): PlayedType {
  const keep = (properties: Properties) => {
    const name = plainName(properties.Name);
    const type = String(properties.Type);
    if (zoneOf(zones, properties)?.isPrivate && (type === 'A' || type === 'CNAME'))
      names.set(name, targetOf(name, properties));
    return { physicalId: name, attributes: {} };
  };
  return {
    type: 'AWS::Route53::RecordSet',
    plays: ['AliasTarget', 'HostedZoneId', 'HostedZoneName', 'Name', 'ResourceRecords', 'Type'],
    inert: {
      Comment: 'it only says what the record is for',
      TTL: 'a name is looked up anew each time',
    },
    replacedBy: ['HostedZoneId', 'HostedZoneName', 'Name'],
    create: async ({ properties }) => keep(properties),
    update: async ({ properties }) => keep(properties),
    delete: async ({ physicalId, properties }) => {
      if (zoneOf(zones, properties)?.isPrivate) names.delete(physicalId);
    },
  };
}

/** A zone that is not of these templates is a public one: nobody here looks its names up. */
function zoneOf(
  zones: ReadonlyMap<string, Zone>,
  { HostedZoneId, HostedZoneName }: Properties,
): Zone | undefined {
  if (typeof HostedZoneId === 'string') return zones.get(HostedZoneId);
  const name = plainName(HostedZoneName);
  return [...zones.values()].find((zone) => zone.name === name);
}

function targetOf(name: string, { AliasTarget, ResourceRecords }: Properties): string {
  if (typeof AliasTarget === 'object' && AliasTarget !== null) {
    return plainName((AliasTarget as Properties).DNSName).replace(/^dualstack\./, '');
  }
  const [first] = Array.isArray(ResourceRecords) ? ResourceRecords : [];
  if (first === undefined)
    throw new Error(`record ${name}: neither AliasTarget nor ResourceRecords says what it stands for`);
  return plainName(first);
}

function plainName(value: unknown): string {
  return String(value).toLowerCase().replace(/\.$/, '');
}
