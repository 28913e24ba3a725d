import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { DataStack } from '../../../lib/data/data-stack.ts';
import { NetworkStack } from '../../../lib/network/network-stack.ts';
import type { Template } from '../../../pipeline/guards/resource-change.ts';
import { services } from '../../../platform/services.ts';
import { dev, prod, type StageDefinition } from '../../../platform/stages.ts';
import { notPlayedTypes } from '../../../rehearsal/not-played/not-played-types.ts';
import { playedTypes } from '../../support/played-types.ts';
import { synthesis } from '../synthesis.ts';

const proxy = { connectionsPercent: 80, borrowSeconds: 5 };
const stage: StageDefinition = { ...prod, database: { ...prod.database, proxy, replicas: 2 } };

function dataOf(of: StageDefinition): Template {
  const app = new App();
  const network = new NetworkStack(app, 'network', { stage: of });
  const data = new DataStack(app, 'data', { stage: of, network, services });
  return app.synth().getStackArtifact(data.artifactId).template;
}

const resources = Object.entries(dataOf(stage).Resources);
// biome-ignore lint/suspicious/noExplicitAny: a template is what CloudFormation makes of it.
const one = (type: string): any => resources.find(([, { Type }]) => Type === type)?.[1].Properties;
const withDatabase = services.filter(({ needs }) => needs.database).map(({ name }) => name);

describe('a proxy before the database', () => {
  it('takes tokens of IAM and signs its own, over TLS, so that there is no password to keep', () => {
    expect(one('AWS::RDS::DBProxy')).toMatchObject({ DefaultAuthScheme: 'IAM_AUTH', RequireTLS: true });
    expect(one('AWS::RDS::DBProxy').Auth ?? []).toEqual([]);
  });

  it('connects as the users that serve, and as none that migrates', () => {
    const policies = resources.filter(([id]) => /^DatabaseProxyRole/.test(id));
    const text = JSON.stringify(policies);
    const users = [...text.matchAll(/"\/([a-z-_]+)"\]/g)].map(([, user]) => user);
    expect(users).toEqual(withDatabase);
    expect(text).not.toMatch(/secretsmanager|"rds:\*"|_migrate/);
  });

  it('leaves connections for migrations and operators', () => {
    expect(one('AWS::RDS::DBProxyTargetGroup').ConnectionPoolConfigurationInfo).toMatchObject({
      MaxConnectionsPercent: 80,
      ConnectionBorrowTimeout: 5,
    });
  });

  it('is where tasks that serve connect, while migrations go past it', () => {
    const ownProxy = { ...dev, database: { ...dev.database, proxy } };
    const template: Template = JSON.parse(synthesis({ stages: [ownProxy] }).get('dev-catalog') ?? '{}');
    const hosts = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
      .map(({ Properties }) => {
        const { Family, ContainerDefinitions } = Properties as {
          readonly Family: string;
          readonly ContainerDefinitions: readonly { readonly Environment?: readonly Variable[] }[];
        };
        const host = ContainerDefinitions.flatMap(({ Environment = [] }) => Environment).find(
          ({ Name }) => Name === 'DATABASE_HOST',
        );
        return [Family, /Proxy/.test(JSON.stringify(host)) ? 'proxy' : 'database'];
      });
    const migrates = (family: string | undefined): boolean => family?.endsWith('-migrate') ?? false;
    expect(hosts.filter(([family]) => migrates(family))).toEqual([['dev-catalog-migrate', 'database']]);
    expect(hosts.filter(([family]) => !migrates(family)).length).toBeGreaterThan(0);
    expect(hosts.filter(([family, host]) => !migrates(family) && host !== 'proxy')).toEqual([]);
    // What a token is good for is said of the proxy too.
    expect(JSON.stringify(template.Resources)).toMatch(/"rds-db:connect".{0,400}Fn::Select":\[6/);
  });
});

describe('copies of the database', () => {
  const copies = resources.filter(
    ([, { Properties }]) => Properties?.SourceDBInstanceIdentifier !== undefined,
  );

  it('are as many as the stage says, with logs of their own that end', () => {
    expect(copies.map(([, { Properties }]) => Properties?.DBInstanceIdentifier)).toEqual([
      'shoal-prod-reader-1',
      'shoal-prod-reader-2',
    ]);
    const logs = resources.filter(([, { Type }]) => Type === 'AWS::Logs::LogGroup');
    for (const name of ['error', 'slowquery', 'iam-db-auth-error']) {
      const group = `/aws/rds/instance/shoal-prod-reader-2/${name}`;
      expect(logs.filter(([, { Properties }]) => Properties?.LogGroupName === group)).toHaveLength(1);
    }
  });

  it('take tokens and TLS only, as the database does', () => {
    const source = resources.find(
      ([, { Properties }]) => Properties?.DBInstanceIdentifier === 'shoal-prod',
    )?.[1].Properties;
    for (const [, { Properties }] of copies) {
      expect(Properties).toMatchObject({
        EnableIAMDatabaseAuthentication: true,
        DBParameterGroupName: source?.DBParameterGroupName,
        VPCSecurityGroups: source?.VPCSecurityGroups,
      });
    }
  });

  it('say where they are', () => {
    const { Outputs = {} } = dataOf(stage) as Template & { readonly Outputs?: object };
    expect(Object.keys(Outputs).filter((name) => /Reader\dHost/.test(name))).toHaveLength(2);
  });
});

describe('a rehearsal of such a stage', () => {
  it('plays all that it has, or says why not', async () => {
    const known = [...(await playedTypes()), ...Object.keys(notPlayedTypes)];
    const types = [...new Set(resources.map(([, { Type }]) => Type))];
    expect(types).toContain('AWS::RDS::DBProxy');
    expect(types.filter((type) => !known.includes(type))).toEqual([]);
  });
});

interface Variable {
  readonly Name: string;
  readonly Value: unknown;
}
