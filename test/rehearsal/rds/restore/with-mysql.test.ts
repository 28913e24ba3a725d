import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddressBook } from '../../../../rehearsal/addresses.ts';
import type { DatabaseProgram } from '../../../../rehearsal/binaries/server-program.ts';
import { createCertificates } from '../../../../rehearsal/certificates/certificates.ts';
import { ProcessBook } from '../../../../rehearsal/processes.ts';
import { createRdsPlane, type RdsPlane } from '../../../../rehearsal/rds/rds-plane.ts';

const folder = mkdtempSync(join(tmpdir(), 'shoal-mysql-'));
const processes = new ProcessBook(folder);
const startedWith: (readonly string[])[] = [];
let plane: RdsPlane;

/** What a MySQL does as far as it is looked at: makes its folder and ends, or says that it is ready and stays. */
const mysql: DatabaseProgram = {
  kind: 'mysql',
  version: 'mysqld  Ver 8.4.10',
  ownArgs: [],
  systemTables: () => Promise.reject(new Error('MySQL makes them itself')),
  run: ({ args }) => {
    startedWith.push(args);
    const script = args.includes('--initialize-insecure')
      ? 'exit 0'
      : 'echo ready for connections; exec sleep 60';
    return { command: '/bin/sh', args: ['-c', script], env: { PATH: '/usr/bin:/bin' } };
  },
};

beforeAll(async () => {
  plane = createRdsPlane({
    stateFolder: folder,
    region: 'eu-central-1',
    processes,
    addresses: new AddressBook({ stateFolder: folder, basePort: 21400 }),
    certificates: await createCertificates({ stateFolder: folder }),
    secrets: { ensure: () => 'arn:secret', valueOf: () => 'password', delete: () => undefined },
    groups: { write: () => undefined },
    program: async () => mysql,
  });
  const type = plane.types.find((each) => each.type === 'AWS::RDS::DBInstance');
  const call = { stackName: 'dev-data', stackId: 'arn', logicalId: 'Database', progress: () => undefined };
  await type?.create({
    ...call,
    type: 'AWS::RDS::DBInstance',
    properties: {
      DBInstanceIdentifier: 'shoal-dev',
      ManageMasterUserPassword: true,
      BackupRetentionPeriod: 7,
    },
  });
});
afterAll(async () => {
  await plane.close();
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('where the server of the machine is MySQL', () => {
  const ask = async (operation: string, input = {}) => plane.apis[0]?.operations[operation]?.(input);

  it('its database logs no changes', () => {
    expect(startedWith).toHaveLength(2);
    expect(startedWith.filter((args) => !args.includes('--skip-log-bin'))).toEqual([]);
  });

  it('a restore is refused, with the reason', async () => {
    await expect(
      ask('RestoreDBInstanceToPointInTime', {
        SourceDBInstanceIdentifier: 'shoal-dev',
        TargetDBInstanceIdentifier: 'shoal-dev-before',
        UseLatestRestorableTime: 'true',
      }),
    ).rejects.toMatchObject({
      code: 'PointInTimeRestoreNotEnabled',
      message:
        'No moment of shoal-dev can be restored: a restore is rehearsed with MariaDB only, and the server of this machine is MySQL.',
    });
  });

  it('RDS tells of no second that could be restored', async () => {
    const backups = JSON.stringify(await ask('DescribeDBInstanceAutomatedBackups'));
    expect(backups).toContain('"DBInstanceIdentifier":"shoal-dev"');
    expect(backups).not.toContain('RestoreWindow');
    expect(JSON.stringify(await ask('DescribeDBInstances'))).not.toContain('LatestRestorableTime');
  });
});
