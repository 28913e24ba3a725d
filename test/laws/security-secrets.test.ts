import { describe, expect, it } from '@jest/globals';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe('secrets', () => {
  it('are made up by AWS and stand in no template', () => {
    const secrets = resourcesOf(stacks, 'AWS::SecretsManager::Secret');
    expect(secrets.length).toBeGreaterThan(0);
    for (const { properties } of secrets) {
      expect(properties.SecretString).toBeUndefined();
      expect(properties.GenerateSecretString.PasswordLength).toBeGreaterThanOrEqual(32);
    }
  });

  it('are under a key that rotates, of the same stack', () => {
    for (const { properties, stack } of resourcesOf(stacks, 'AWS::SecretsManager::Secret')) {
      const [keyId] = properties.KmsKeyId['Fn::GetAtt'];
      const key = resourcesOf(stacks, 'AWS::KMS::Key').find((one) => one.stack === stack && one.id === keyId);
      expect(key?.properties.EnableKeyRotation).toBe(true);
    }
  });

  it('reach the users of a cache by reference', () => {
    const users = resourcesOf(stacks, 'AWS::ElastiCache::User');
    expect(users.length).toBeGreaterThan(0);
    for (const { properties } of users) {
      expect(properties.NoPasswordRequired).toBeUndefined();
      for (const password of properties.Passwords) {
        expect(password['Fn::Join'][1]).toEqual([
          '{{resolve:secretsmanager:',
          { Ref: expect.any(String) },
          ':SecretString:::}}',
        ]);
      }
    }
  });

  it('reach no environment: a variable is never called like one', () => {
    const named = resourcesOf(stacks, 'AWS::ECS::TaskDefinition', 'AWS::Lambda::Function').flatMap(
      ({ address, properties }) => variablesOf(properties).map((name) => `${address}: ${name}`),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(
      named.filter((name) => /PASSWORD|TOKEN$|SECRET(?!_ARN)|CREDENTIAL|PRIVATE_KEY/.test(name)),
    ).toEqual([]);
  });

  it('of a database are kept and changed by RDS itself', () => {
    const databases = resourcesOf(stacks, 'AWS::RDS::DBInstance');
    expect(databases).toHaveLength(3);
    for (const { properties } of databases) {
      expect(properties.ManageMasterUserPassword).toBe(true);
      expect(properties.MasterUserPassword).toBeUndefined();
    }
  });
});

/** In the clear, that is: what a container is given as a secret is not among them. */
function variablesOf(properties: {
  readonly ContainerDefinitions?: readonly { readonly Environment?: readonly { readonly Name: string }[] }[];
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
}): readonly string[] {
  return [
    ...(properties.ContainerDefinitions ?? []).flatMap(({ Environment }) =>
      (Environment ?? []).map(({ Name }) => Name),
    ),
    ...Object.keys(properties.Environment?.Variables ?? {}),
  ];
}
