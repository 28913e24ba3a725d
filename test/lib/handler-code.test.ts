import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { handlerCode } from '../../lib/handler-code.ts';

const entry = 'test/fixtures/handlers/greeting.handler.ts';

function fileOf(path: string): string {
  return join((handlerCode(path) as lambda.AssetCode).path, 'index.mjs');
}

/** The asset folders of an app in which each of `stacks` has a function with the same code. */
function assetsOf(stacks: readonly string[]): string[] {
  const app = new App();
  for (const name of stacks) {
    new lambda.Function(new Stack(app, name), 'Handler', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: handlerCode(entry),
    });
  }
  return readdirSync(app.synth().directory).filter((name) => name.startsWith('asset.'));
}

describe('the code of a handler', () => {
  it('is one file that runs by itself', async () => {
    const { handler } = await import(fileOf(entry));
    expect(handler({ name: 'Shoal' })).toBe('Hello, SHOAL');
  });

  it('leaves the SDK to the runtime', () => {
    expect(readFileSync(fileOf(entry), 'utf8')).toMatch(/from ?["']@aws-sdk\/client-ssm["']/);
  });

  it('is one asset, the same in every synthesis, however many stacks use it', () => {
    const once = assetsOf(['one']);
    expect(once).toHaveLength(1);
    expect(assetsOf(['one', 'two'])).toEqual(once);
  });

  it('names a handler that does not exist', () => {
    expect(() => handlerCode('pipeline/release/nothing.handler.ts')).toThrow(
      "handler 'pipeline/release/nothing.handler.ts': there is no such file, name one by its path from the repository's root",
    );
  });
});
