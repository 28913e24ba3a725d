import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Properties } from '../../../rehearsal/plane.ts';
import { createSecretsPlane, type SecretsPlane } from '../../../rehearsal/secretsmanager/secrets-plane.ts';

let stateFolder: string;
let plane: SecretsPlane;
const region = 'eu-central-1';
const targets = {
  describe: (type: string, id: string) => (id === 'db' ? { host: '127.0.0.5', engine: type } : undefined),
};

beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'shoal-secrets-'));
  plane = createSecretsPlane({ stateFolder, region, targets });
});
afterEach(() => rmSync(stateFolder, { recursive: true }));

const call = { stackName: 'dev-data', stackId: 's', logicalId: 'Master', progress: () => {} };

function typeNamed(type: string) {
  const found = plane.types.find((candidate) => candidate.type === `AWS::SecretsManager::${type}`);
  if (!found) throw new Error(`no type ${type}`);
  return { type: found.type, played: found };
}

async function createSecret(properties: Properties): Promise<string> {
  const { type, played } = typeNamed('Secret');
  return (await played.create({ ...call, type, properties })).physicalId;
}

async function ask(operation: string, input: Properties = {}) {
  return plane.apis[0]?.operations[operation]?.(input);
}

describe('secrets', () => {
  it('generates one into its template', async () => {
    const arn = await createSecret({
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"admin"}',
        GenerateStringKey: 'password',
        ExcludeCharacters: '"@/\\',
      },
    });
    expect(arn).toMatch(
      /^arn:aws:secretsmanager:eu-central-1:000000000000:secret:dev-data-Master-[0-9a-f]{12}-[A-Za-z0-9]{6}$/,
    );
    expect(plane.secrets.valueOf(arn, 'username')).toBe('admin');
    expect(plane.secrets.valueOf(arn, 'password')).toMatch(/^[^"@/\\]{32}$/);
  });

  it.each([
    [
      { PasswordLength: 50, ExcludePunctuation: true, ExcludeUppercase: 'true' },
      /^(?=.*[a-z])(?=.*\d)[a-z0-9]{50}$/,
    ],
    [
      { PasswordLength: 4, RequireEachIncludedType: true },
      /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z0-9]).{4}$/,
    ],
    [
      { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true, ExcludeCharacters: '0' },
      /^[1-9]{32}$/,
    ],
  ])('generates what %j describes', async (GenerateSecretString, pattern) => {
    expect(plane.secrets.valueOf(await createSecret({ GenerateSecretString }))).toMatch(pattern);
  });

  it('refuses settings that leave nothing to choose from, or half a template', async () => {
    const nothing = {
      ExcludeLowercase: true,
      ExcludeUppercase: true,
      ExcludeNumbers: true,
      ExcludePunctuation: true,
    };
    await expect(createSecret({ GenerateSecretString: nothing })).rejects.toThrow(
      'it excludes every character',
    );
    await expect(createSecret({ GenerateSecretString: { GenerateStringKey: 'x' } })).rejects.toThrow(
      'go together',
    );
  });

  it('survive a restart, in a file for its owner alone', async () => {
    const properties = { Name: 'master', GenerateSecretString: {} };
    const value = plane.secrets.valueOf(await createSecret(properties));
    expect(statSync(join(stateFolder, 'secrets.json')).mode & 0o777).toBe(0o600);
    plane = createSecretsPlane({ stateFolder, region });
    expect(plane.secrets.valueOf(await createSecret(properties))).toBe(value);
  });

  it('are made anew only where the way to make them changes', async () => {
    const { type, played } = typeNamed('Secret');
    const before = { Name: 'master', GenerateSecretString: { PasswordLength: 10 } };
    const physicalId = await createSecret(before);
    const value = plane.secrets.valueOf('master');
    const update = (properties: Properties) =>
      played.update({ ...call, type, physicalId, properties, oldProperties: before });
    await update({ ...before, Description: 'x' });
    expect(plane.secrets.valueOf('master')).toBe(value);
    await update({ Name: 'master', GenerateSecretString: { PasswordLength: 12 } });
    expect(plane.secrets.valueOf('master')).toHaveLength(12);
  });

  it('are gone when they are deleted', async () => {
    const { type, played } = typeNamed('Secret');
    const physicalId = await createSecret({ Name: 'master', SecretString: 'x' });
    await played.delete({ ...call, type, physicalId, properties: {} });
    expect(() => plane.secrets.valueOf('master')).toThrow("can't find the specified secret 'master'");
    expect(JSON.parse(readFileSync(join(stateFolder, 'secrets.json'), 'utf8'))).toEqual({});
  });

  it('learn where their database is when attached to it', async () => {
    const SecretId = await createSecret({ SecretString: '{"password":"p"}' });
    const { type, played } = typeNamed('SecretTargetAttachment');
    const attach = (TargetId: string) =>
      played.create({
        ...call,
        type,
        properties: { SecretId, TargetId, TargetType: 'AWS::RDS::DBInstance' },
      });
    expect(await attach('db')).toMatchObject({ physicalId: SecretId });
    expect(JSON.parse(plane.secrets.valueOf(SecretId))).toEqual({
      password: 'p',
      host: '127.0.0.5',
      engine: 'AWS::RDS::DBInstance',
    });
    await expect(attach('other')).rejects.toThrow("there is no AWS::RDS::DBInstance 'other' here");
  });

  it('are found by name, ARN and the ARN without its ending', async () => {
    const arn = await createSecret({ Name: 'a/b', SecretString: '{"k":1}' });
    for (const id of ['a/b', arn, arn.slice(0, -7)]) expect(plane.secrets.valueOf(id, 'k')).toBe('1');
    expect(() => plane.secrets.valueOf('a/b', 'other')).toThrow("secret a/b has no key 'other'");
  });

  it('are made once for those who ensure them', () => {
    expect(plane.secrets.ensure('rds!db', () => 'first')).toBe(
      plane.secrets.ensure('rds!db', () => 'second'),
    );
    expect(plane.secrets.valueOf('rds!db')).toBe('first');
  });

  it('say what to do about a file that is no JSON', () => {
    writeFileSync(join(stateFolder, 'secrets.json'), '{');
    expect(() => createSecretsPlane({ stateFolder, region })).toThrow(
      /secrets.json is not JSON; restore it, or start with --fresh/,
    );
  });
});

describe("Secrets Manager's API", () => {
  beforeEach(() => createSecret({ Name: 'master', SecretString: 'one' }));

  it('gives the value, and after a change the one before', async () => {
    await ask('PutSecretValue', { SecretId: 'master', SecretString: 'two' });
    expect(await ask('GetSecretValue', { SecretId: 'master' })).toMatchObject({
      Name: 'master',
      SecretString: 'two',
      VersionStages: ['AWSCURRENT'],
    });
    expect(await ask('GetSecretValue', { SecretId: 'master', VersionStage: 'AWSPREVIOUS' })).toMatchObject({
      SecretString: 'one',
    });
  });

  it('lists and describes without the value', async () => {
    const listed = await ask('ListSecrets');
    expect(listed).toMatchObject({ SecretList: [{ Name: 'master' }] });
    const described = await ask('DescribeSecret', { SecretId: 'master' });
    expect(JSON.stringify([listed, described])).not.toContain('one');
  });

  it.each([
    ['GetSecretValue', { SecretId: 'nobody' }, 'ResourceNotFoundException'],
    ['GetSecretValue', { SecretId: 'master', VersionStage: 'AWSPENDING' }, 'ResourceNotFoundException'],
    ['GetSecretValue', {}, 'InvalidParameterException'],
    ['PutSecretValue', { SecretId: 'master' }, 'InvalidParameterException'],
  ])('refuses %s with %j', async (operation, input, code) => {
    await expect(ask(operation, input)).rejects.toMatchObject({ code });
  });
});
