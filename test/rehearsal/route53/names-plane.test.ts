import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Plane, PlayedType, Properties } from '../../../rehearsal/plane.ts';
import { createNamesPlane } from '../../../rehearsal/route53/names-plane.ts';

let stateFolder: string;
let plane: Plane;
beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'shoal-names-'));
  plane = createNamesPlane({ stateFolder });
});
afterEach(() => rmSync(stateFolder, { recursive: true }));

function typeNamed(noun: string): PlayedType {
  const found = plane.types.find(({ type }) => type === `AWS::Route53::${noun}`);
  if (!found) throw new Error(`no type ${noun}`);
  return found;
}

const callOf = (logicalId: string, properties: Properties) => ({
  stackName: 'dev-edge',
  stackId: 's',
  logicalId,
  type: '',
  progress: () => {},
  properties,
});
const createZone = async (Name: string, more: Properties = { VPCs: [{ VPCId: 'vpc-1' }] }) =>
  (await typeNamed('HostedZone').create(callOf(Name, { Name, ...more }))).physicalId;
const createRecord = (properties: Properties) =>
  typeNamed('RecordSet').create(callOf('R', { Type: 'A', ...properties }));
const names = () => JSON.parse(readFileSync(join(stateFolder, 'names.json'), 'utf8'));

describe('names of a private zone', () => {
  it("stand for a balancer's address, the alias's prefix left out", async () => {
    const HostedZoneId = await createZone('dev.shoal.internal.');
    await createRecord({
      HostedZoneId,
      Name: 'Catalog.internal.dev.shoal.internal.',
      AliasTarget: { DNSName: 'dualstack.127.0.0.7' },
    });
    expect(names()).toEqual({ 'catalog.internal.dev.shoal.internal': '127.0.0.7' });
  });

  it('stand for an address, or for what another name stands for', async () => {
    const HostedZoneId = await createZone('dev.shoal.internal');
    await createRecord({
      HostedZoneId,
      Name: 'db.dev.shoal.internal',
      Type: 'CNAME',
      ResourceRecords: ['host.dev.shoal.internal.'],
    });
    await createRecord({ HostedZoneId, Name: 'host.dev.shoal.internal', ResourceRecords: ['127.0.0.8'] });
    expect(names()).toEqual({ 'db.dev.shoal.internal': '127.0.0.8', 'host.dev.shoal.internal': '127.0.0.8' });
  });

  it('are found by the name of their zone too', async () => {
    await createZone('dev.shoal.internal.');
    await createRecord({
      HostedZoneName: 'dev.shoal.internal.',
      Name: 'a.dev.shoal.internal',
      ResourceRecords: ['127.0.0.8'],
    });
    expect(names()).toEqual({ 'a.dev.shoal.internal': '127.0.0.8' });
  });

  it('change and go with their record', async () => {
    const HostedZoneId = await createZone('z');
    const type = typeNamed('RecordSet');
    const record = (address: string) => ({
      HostedZoneId,
      Name: 'a.z',
      Type: 'A',
      ResourceRecords: [address],
    });
    const { physicalId } = await createRecord(record('127.0.0.1'));
    await type.update({
      ...callOf('R', record('127.0.0.2')),
      physicalId,
      oldProperties: record('127.0.0.1'),
    });
    expect(names()).toEqual({ 'a.z': '127.0.0.2' });
    await type.delete({ ...callOf('R', record('127.0.0.2')), physicalId });
    expect(names()).toEqual({});
  });

  it('that stand for nothing, or for each other, are refused', async () => {
    const HostedZoneId = await createZone('z');
    await expect(createRecord({ HostedZoneId, Name: 'a.z' })).rejects.toThrow(
      'record a.z: neither AliasTarget nor ResourceRecords',
    );
    await createRecord({ HostedZoneId, Name: 'a.z', Type: 'CNAME', ResourceRecords: ['b.z'] });
    await expect(
      createRecord({ HostedZoneId, Name: 'b.z', Type: 'CNAME', ResourceRecords: ['a.z'] }),
    ).rejects.toThrow(/is an alias of itself/);
  });
});

describe('names of a public zone', () => {
  it('reach nobody here', async () => {
    const own = await createZone('example.com', {});
    await createRecord({ HostedZoneId: await createZone('z'), Name: 'a.z', ResourceRecords: ['127.0.0.2'] });
    await createRecord({ HostedZoneId: own, Name: 'shop.example.com', ResourceRecords: ['127.0.0.1'] });
    await createRecord({
      HostedZoneId: 'Z0ELSEWHERE',
      Name: 'shop.example.org',
      ResourceRecords: ['127.0.0.1'],
    });
    expect(names()).toEqual({ 'a.z': '127.0.0.2' });
  });
});
