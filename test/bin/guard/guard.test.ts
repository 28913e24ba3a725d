import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { command } from '../../../bin/commands/guard.ts';
import { prepareArguments } from '../../../bin/guard/prepare-change-sets.ts';
import type { Template } from '../../../pipeline/guards/resource-change.ts';

const bucket = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' };
const rule = { Type: 'Custom::TrafficRule', Properties: { ListenerArn: 'arn:one' } };
const names = { fn: { 'Fn::GetStackOutput': { StackName: 'dev-data', OutputName: 'Bucket' } } };

let folder: string;
let printed: string;

/** An assembly of two stacks, `dev-data` and `dev-catalog`. */
function write(name: string, data: Template, catalog: Template): string {
  const inside = join(folder, name, 'assembly-dev');
  mkdirSync(inside, { recursive: true });
  writeFileSync(join(folder, name, 'manifest.json'), '{}');
  const artifact = (part: string) => ({
    type: 'aws:cloudformation:stack',
    displayName: `dev/${part}`,
    environment: 'aws://unknown-account/eu-central-1',
    properties: { templateFile: `${part}.json`, stackName: `dev-${part}` },
  });
  const artifacts = { data: artifact('data'), catalog: artifact('catalog') };
  writeFileSync(join(inside, 'manifest.json'), JSON.stringify({ artifacts }));
  writeFileSync(join(inside, 'data.json'), JSON.stringify(data));
  writeFileSync(join(inside, 'catalog.json'), JSON.stringify(catalog));
  return join(folder, name);
}

const guard = (...args: readonly string[]) =>
  command.run([
    ...args,
    '--stage',
    'dev',
    '--before',
    join(folder, 'before'),
    '--app',
    join(folder, 'after'),
  ]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-guard-test-'));
  write(
    'before',
    { Resources: { Bucket: bucket }, Outputs: { Bucket: { Value: 'b' } } },
    { Resources: { Rule: rule, Reader: { Type: 'AWS::IAM::Policy', Properties: names } } },
  );
  write(
    'after',
    { Resources: { Bucket: { ...bucket, Properties: { BucketName: 'b' } } } },
    { Resources: { Rule: { ...rule, Properties: { ListenerArn: 'arn:two' } } } },
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('npx shoal guard', () => {
  it('says in sentences what must not be deployed, and exits with 1', async () => {
    expect(await guard('data')).toBe(1);
    expect(printed).toMatch(
      /^data {8}refuses {2}\d resources change in 2 of 2 deployed stacks, by comparing templates\n/,
    );
    expect(printed).toContain(
      "  - dev-data/Bucket (AWS::S3::Bucket): BucketName (none) -> 'b' replaces the bucket",
    );
    expect(printed).toContain(
      '  - dev-data/Outputs/Bucket: it goes, and dev-catalog as deployed still names it',
    );
    expect(printed).not.toContain('colour');
  });

  it('says it to programs too', async () => {
    expect(await guard('colour', '--json')).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({
      passes: false,
      guards: {
        colour: { passes: false, refusals: [{ address: 'dev-catalog/Rule', property: 'ListenerArn' }] },
      },
    });
  });

  it('lets go what is named, and passes with 0 where nothing else is refused', async () => {
    expect(await guard('colour', '--let-go', 'dev-catalog/Rule')).toBe(0);
    expect(printed).toMatch(/^colour {6}passes /);
    await expect(guard('colour', '--let-go', 'dev-data/Bucket')).rejects.toThrow(
      "'dev-data/Bucket' is to be let go, and no change would lose it; what would be lost: dev-catalog/Rule",
    );
  });

  it.each([
    [['colur'], "'colur' is not a guard. Did you mean 'colour'?"],
    [['cost', '--let-go', 'x'], '--let-go is for the guards colour and data'],
    [['data', '--stage', 'prd'], "'prd' is not a stage. Did you mean 'prod'?"],
    [['data', '--before', 'x'], '--before holds templates of several stages'],
    [
      ['data', '--stage', 'dev', '--before', 'nowhere', '--app', 'nowhere'],
      'nowhere holds no templates of dev',
    ],
  ])('refuses %j', async (args, sentence) => {
    await expect(command.run(args)).rejects.toThrow(sentence);
  });
});

describe('what the CDK is told to make change sets', () => {
  it('never executes one, and touches no stack that is not named', () => {
    const args = prepareArguments({ assembly: 'out', name: 'x', paths: ['dev/data', 'dev/edge'] });
    expect(args.join(' ')).toBe(
      'deploy dev/data dev/edge --app out --exclusively --method prepare-change-set --change-set-name x --require-approval never',
    );
  });
});
