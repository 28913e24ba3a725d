import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { canaryCode } from '../../../../lib/observability/canary/canary-code.ts';
import { type StartedShop, startShop } from '../../../pipeline/canary/support/started-shop.ts';

let shop: StartedShop;
let folder: string;
beforeEach(async () => {
  shop = await startShop();
  // By itself, as in the archive that Synthetics gets: no package beside it says how it is to be read.
  folder = await mkdtemp(join(tmpdir(), 'shoal-canary-'));
  await copyFile(join(canaryCode().directory, 'index.js'), join(folder, 'index.js'));
});
afterEach(async () => {
  await shop.close();
  await rm(folder, { recursive: true });
});

const calling =
  "require('./index.js').handler().then((said) => console.log('passed: ' + said), (error) => console.log('failed: ' + error.message))";

/** Calls it as Synthetics does, which fails a run where it throws. */
async function run(environment: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', calling], {
    cwd: folder,
    env: environment,
  });
  return stdout.trimEnd().split('\n').at(-1) ?? '';
}

it('what Synthetics is given shops where it is told, and tells how long each step took', async () => {
  expect(await run({ SHOP_URL: shop.url })).toMatch(
    /^passed: a guest can enter the shop in \d+ ms, .*empty the cart in \d+ ms.* \(trace \w{32}\)$/,
  );
});

it('fails where a guest would, since that is what Synthetics counts', async () => {
  await shop.lose('carts');
  expect(await run({ SHOP_URL: shop.url })).toMatch(
    /^failed: a guest cannot take a cart: 'create-cart' was answered 50/,
  );
});

it('says what it lacks', async () => {
  expect(await run({})).toBe('failed: SHOP_URL is not set, set it to where the shop is');
});
