import { type ApiService, AwsError, NamedList, type Properties } from '../../../../rehearsal/plane.ts';

const key = 'arn:aws:kms:eu-central-1:000000000000:key/1';
const secret = (id: string) => ({
  SecretArn: `arn:aws:secretsmanager:eu-central-1:000000000000:secret:rds!${id}`,
  KmsKeyId: key,
});

export const latest = '2026-11-21T09:55:00.000Z';
export const earliest = '2026-10-17T02:00:00.000Z';

/** RDS with prod's database, as its API answers: what is restored is as it was asked for, and default where it was not. */
export function fakeRds({
  states = ['creating', 'backing-up', 'modifying', 'available'],
  parametersApplied = 'in-sync',
  forgetful = false,
}: {
  /** What a restored one is at each look. */
  readonly states?: readonly string[];
  readonly parametersApplied?: string;
  /** Whether it makes the new one without its security group, as a caller that named none would have it. */
  readonly forgetful?: boolean;
} = {}) {
  const asked: Properties[] = [];
  const instances = new Map<string, Properties>([
    [
      'shoal-prod',
      {
        DBInstanceIdentifier: 'shoal-prod',
        DbiResourceId: 'db-OLD',
        DBInstanceStatus: 'available',
        DBInstanceClass: 'db.r8g.large',
        Engine: 'mysql',
        EngineVersion: '8.4.10',
        AllocatedStorage: 100,
        StorageType: 'gp3',
        StorageEncrypted: true,
        KmsKeyId: key,
        LatestRestorableTime: latest,
        PubliclyAccessible: false,
        IAMDatabaseAuthenticationEnabled: true,
        DBSubnetGroup: { DBSubnetGroupName: 'prod-isolated' },
        ...groups(['sg-database']),
        ...parameters('prod-parameters', 'in-sync'),
        MasterUserSecret: secret('old'),
      },
    ],
  ]);
  const looks = new Map<string, number>();
  const operations: ApiService['operations'] = {
    DescribeDBInstances({ DBInstanceIdentifier }) {
      const id = String(DBInstanceIdentifier);
      const found = instances.get(id);
      if (found === undefined) throw new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
      const look = looks.get(id);
      if (look !== undefined) looks.set(id, look + 1);
      const DBInstanceStatus = look === undefined ? 'available' : states[Math.min(look, states.length - 1)];
      return { DBInstances: new NamedList('DBInstance', [{ ...found, DBInstanceStatus }]) };
    },
    DescribeDBInstanceAutomatedBackups({ DbiResourceId }) {
      const kept = { DbiResourceId, RestoreWindow: { EarliestTime: earliest, LatestTime: latest } };
      return { DBInstanceAutomatedBackups: new NamedList('DBInstanceAutomatedBackup', [kept]) };
    },
    RestoreDBInstanceToPointInTime(input) {
      const id = String(input.TargetDBInstanceIdentifier);
      if (instances.has(id)) throw new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
      const source = instances.get(String(input.SourceDBInstanceIdentifier));
      if (source === undefined) throw new AwsError('DBInstanceNotFound', 'no source', 404);
      asked.push(input);
      const made = {
        ...source,
        DBInstanceIdentifier: id,
        DbiResourceId: 'db-NEW',
        DBInstanceClass: input.DBInstanceClass,
        PubliclyAccessible: input.PubliclyAccessible === 'true',
        IAMDatabaseAuthenticationEnabled: input.EnableIAMDatabaseAuthentication === 'true',
        DBSubnetGroup: { DBSubnetGroupName: input.DBSubnetGroupName ?? 'default' },
        ...groups(forgetful ? ['sg-default'] : (input.VpcSecurityGroupIds as string[])),
        ...parameters(String(input.DBParameterGroupName ?? 'default.mysql8.4'), parametersApplied),
        Endpoint: { Address: `${id}.example.eu-central-1.rds.amazonaws.com`, Port: 3306 },
        MasterUserSecret: secret('new'),
      };
      instances.set(id, made);
      looks.set(id, 0);
      return { DBInstance: { ...made, DBInstanceStatus: 'creating' } };
    },
  };
  const api: ApiService = {
    signingName: 'rds',
    protocol: 'query',
    namespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
    operations,
  };
  return { api, asked, instances };
}

function groups(ids: readonly string[]): Properties {
  return {
    VpcSecurityGroups: new NamedList(
      'VpcSecurityGroupMembership',
      ids.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: 'active' })),
    ),
  };
}

function parameters(DBParameterGroupName: string, ParameterApplyStatus: string): Properties {
  return {
    DBParameterGroups: new NamedList('DBParameterGroup', [{ DBParameterGroupName, ParameterApplyStatus }]),
  };
}
