import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLambdaPlane, type LambdaPlane } from '../../../rehearsal/lambda/lambda-plane.ts';
import type { Properties } from '../../../rehearsal/plane.ts';

let folder: string;
let plane: LambdaPlane;
let lines: string[];
/** Where the code of each object key lies. */
let assets: Map<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-lambda-'));
  lines = [];
  assets = new Map();
  plane = createPlane({});
});
afterEach(async () => {
  await plane.close();
  rmSync(folder, { recursive: true, force: true });
});

function createPlane(more: Partial<Parameters<typeof createLambdaPlane>[0]>): LambdaPlane {
  return createLambdaPlane({
    assets: { find: (key) => assets.get(key) },
    stateFolder: join(folder, 'state'),
    region: 'eu-central-1',
    environment: () => ({ FROM: 'rehearsal', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }),
    groups: { write: (group, _stream, line) => lines.push(`${group} ${line}`) },
    ...more,
  });
}

const call = { stackName: 'dev-cluster', stackId: 's', type: 'AWS::Lambda::Function', progress: () => {} };

async function createFunction(code: string, more: Properties = {}, file = 'index.mjs'): Promise<string> {
  const key = `${assets.size}abc.zip`;
  const asset = join(folder, `asset.${key}`);
  mkdirSync(asset);
  writeFileSync(join(asset, file), code);
  assets.set(key, asset);
  const properties = {
    Code: { S3Bucket: 'b', S3Key: key },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    ...more,
  };
  const played = await plane.types[0]?.create({ ...call, logicalId: 'Release', properties });
  return played?.physicalId ?? '';
}

describe('a function', () => {
  it('runs an ECMAScript module with its event and context', async () => {
    const name = await createFunction(
      'export const handler = async (event, context) => ({ got: event, name: context.functionName, left: context.getRemainingTimeInMillis() > 0 });',
    );
    expect(name).toMatch(/^dev-cluster-Release-[0-9a-f]{12}$/);
    expect(await plane.functions.invoke(name, { a: [1] })).toEqual({ got: { a: [1] }, name, left: true });
  });

  it('runs a CommonJS module, whatever package lies around it', async () => {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const name = await createFunction(
      'exports.handler = async () => require("node:path").sep;',
      {},
      'index.js',
    );
    expect(
      await plane.functions.invoke(`arn:aws:lambda:eu-central-1:000000000000:function:${name}`, {}),
    ).toBe('/');
  });

  it('runs inline code', async () => {
    const name = await createFunction('', { Code: { ZipFile: 'exports.handler = () => "inline";' } });
    expect(await plane.functions.invoke(name, {})).toBe('inline');
  });

  it('finds the AWS SDK, as in the runtimes of Lambda', async () => {
    const name = await createFunction(
      "export const handler = async () => typeof (await import('@aws-sdk/client-ssm')).SSMClient;",
    );
    expect(await plane.functions.invoke(name, {})).toBe('function');
  });

  it("has the template's environment, and the rehearsal's above it", async () => {
    const name = await createFunction(
      'export const handler = async () => [process.env.A, process.env.FROM, process.env.AWS_LAMBDA_FUNCTION_NAME, process.env.AWS_REGION, process.env.HOME];',
      { Environment: { Variables: { A: 1, FROM: 'template' } }, FunctionName: 'CodeDeployHook_dev_catalog' },
    );
    expect(await plane.functions.invoke(name, {})).toEqual([
      '1',
      'rehearsal',
      'CodeDeployHook_dev_catalog',
      'eu-central-1',
      null,
    ]);
    expect(plane.functions.environmentOf(name)).toEqual({ A: '1', FROM: 'template' });
  });

  it('stays warm between calls, and starts afresh when it changes', async () => {
    const code = 'let calls = 0; export const handler = async () => ++calls;';
    const name = await createFunction(code, { FunctionName: 'counter' });
    await plane.functions.invoke(name, {});
    expect(await plane.functions.invoke(name, {})).toBe(2);
    await createFunction(code, { FunctionName: 'counter' });
    expect(await plane.functions.invoke(name, {})).toBe(1);
  });

  it('runs calls at the same time in copies of its own', async () => {
    const name = await createFunction(
      'let calls = 0; export const handler = async () => { calls += 1; await new Promise((r) => setTimeout(r, 20)); return calls; };',
    );
    expect(await Promise.all([plane.functions.invoke(name, {}), plane.functions.invoke(name, {})])).toEqual([
      1, 1,
    ]);
    expect(plane.functions.warm()).toBe(2);
  });

  it('has calls beyond two wait for a copy to be free', async () => {
    const name = await createFunction(
      'export const handler = async (event) => { await new Promise((r) => setTimeout(r, 20)); return event; };',
    );
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => plane.functions.invoke(name, n)));
    expect(answers).toEqual([1, 2, 3, 4, 5]);
    expect(plane.functions.warm()).toBe(2);
  });

  it('is stopped when nobody has called it for a while', async () => {
    await plane.close();
    plane = createPlane({ idleMs: 1 });
    const name = await createFunction('export const handler = async () => 1;');
    await plane.functions.invoke(name, {});
    while (plane.functions.warm() > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await plane.functions.invoke(name, {})).toBe(1);
  });

  it('writes what it prints to its log group', async () => {
    const name = await createFunction(
      "export const handler = async () => { console.log('hello'); console.error('oh'); };",
    );
    await plane.functions.invoke(name, {});
    while (lines.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(lines.sort()).toEqual([`/aws/lambda/${name} hello`, `/aws/lambda/${name} oh`]);
  });

  it('imports the preloads first', async () => {
    const preload = join(folder, 'preload.mjs');
    writeFileSync(preload, 'globalThis.preloaded = true;');
    await plane.close();
    plane = createPlane({ preloads: [pathToFileURL(preload).href] });
    const name = await createFunction(
      'const seen = globalThis.preloaded; export const handler = async () => seen;',
    );
    expect(await plane.functions.invoke(name, {})).toBe(true);
  });

  it('keeps its code when the assembly it came from is gone', async () => {
    const name = await createFunction('export const handler = async () => "kept";');
    for (const asset of assets.values()) rmSync(asset, { recursive: true });
    expect(await plane.functions.invoke(name, {})).toBe('kept');
  });
});

describe('a function that fails', () => {
  it.each([
    ['throws', 'export const handler = async () => { throw new RangeError("no"); };', 'RangeError', 'no'],
    ['throws no error', 'export const handler = async () => { throw "text"; };', 'string', 'text'],
    [
      'exports another handler',
      'export const other = 1;',
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    ['does not load', 'export const handler = ;', 'SyntaxError', 'Unexpected token'],
    [
      'ends its process',
      'export const handler = async () => process.exit(3);',
      'Runtime.ExitError',
      'exit status 3',
    ],
    [
      'fails outside its handler',
      'export const handler = () => new Promise(() => setTimeout(() => { throw new Error("late"); }));',
      'Runtime.UnhandledError',
      'late',
    ],
  ])('%s: the caller is told as Lambda tells it', async (_what, code, errorType, message) => {
    const name = await createFunction(code);
    await expect(plane.functions.invoke(name, {})).rejects.toMatchObject({
      name: 'FunctionFailed',
      functionName: name,
      errorType,
      message: expect.stringContaining(message),
    });
  });

  it('runs again after it ended its process', async () => {
    const name = await createFunction(
      'export const handler = async ({ end }) => (end ? process.exit(1) : "up");',
    );
    await expect(plane.functions.invoke(name, { end: true })).rejects.toThrow('exit status 1');
    expect(await plane.functions.invoke(name, {})).toBe('up');
  });

  it('is stopped at its timeout', async () => {
    const name = await createFunction('export const handler = () => { for (;;); };', { Timeout: 0.05 });
    await expect(plane.functions.invoke(name, {})).rejects.toThrow('Task timed out after 0.05 seconds');
    expect(plane.functions.warm()).toBe(0);
  });

  it('is not there: the error names those that are', async () => {
    await createFunction('', { FunctionName: 'here' });
    await expect(plane.functions.invoke('there', {})).rejects.toThrow(
      /Function not found: .*:there, there are: here/,
    );
  });

  it('has a runtime that is not played', async () => {
    const name = await createFunction('', { Runtime: 'python3.13', Handler: 'index.handler' });
    await expect(plane.functions.invoke(name, {})).rejects.toThrow(
      `function ${name}: runtime 'python3.13' is not played, nodejs… is`,
    );
  });

  it.each([
    ['code in no assembly', { S3Key: 'nowhere.zip' }, /'nowhere.zip' is in no \*\.assets\.json/],
    ['an image for code', { ImageUri: 'x' }, /Code has ImageUri; S3Key of an asset/],
  ])('has %s', async (_what, Code, message) => {
    await expect(createFunction('', { Code })).rejects.toThrow(message);
  });
});

describe("CDK's Provider framework", () => {
  it('is kept for what it names, and never run', async () => {
    const variables = { USER_ON_EVENT_FUNCTION_ARN: 'arn:x' };
    const name = await createFunction('', {
      Environment: { Variables: variables },
      Code: { S3Key: 'nowhere.zip' },
    });
    expect(plane.functions.environmentOf(name)).toEqual(variables);
    await expect(plane.functions.invoke(name, {})).rejects.toThrow(
      "is CDK's Provider framework, which is not run here",
    );
    expect(existsSync(join(folder, 'state', 'functions'))).toBe(false);
  });
});
