import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const preload = join(import.meta.dirname, '../../rehearsal/names-preload.mjs');
const script = `
  import dns, { lookup } from 'node:dns';
  import promised from 'node:dns/promises';
  import { renameSync, writeFileSync } from 'node:fs';
  const asked = (name, options) => new Promise((resolve) => lookup(name, options, (...answer) => resolve(answer)));
  const name = 'Catalog.internal.dev.shoal.internal.';
  const answers = {
    plain: await new Promise((resolve) => dns.lookup(name, (...answer) => resolve(answer))),
    family: await asked(name, 4),
    all: await asked(name, { all: true }),
    six: (await asked(name, { family: 6 }))[0].code,
    promised: await promised.lookup(name),
    promisedAll: await dns.promises.lookup(name, { all: true }),
    localhost: (await promised.lookup('localhost', { family: 4 })).address,
  };
  const file = process.env.SHOAL_NAMES_FILE;
  writeFileSync(file + '.new', JSON.stringify({ 'catalog.internal.dev.shoal.internal': '127.9.9.10' }));
  renameSync(file + '.new', file);
  answers.changed = (await promised.lookup(name)).address;
  writeFileSync(file, '{ "half');
  answers.halfWritten = (await promised.lookup(name)).address;
  console.log(JSON.stringify(answers));
`;
let folder: string;
let answers: Record<string, unknown>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-names-'));
  const file = join(folder, 'names.json');
  writeFileSync(file, JSON.stringify({ 'catalog.internal.dev.shoal.internal': '127.9.9.9' }));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', preload, '--input-type=module', '-e', script],
    { env: { SHOAL_NAMES_FILE: file } },
  );
  answers = JSON.parse(stdout);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the names preload', () => {
  it('answers dns.lookup in its callback form, with every shape of options', () => {
    expect(answers).toMatchObject({
      plain: [null, '127.9.9.9', 4],
      family: [null, '127.9.9.9', 4],
      all: [null, [{ address: '127.9.9.9', family: 4 }]],
      six: 'ENOTFOUND',
    });
  });

  it('answers dns.promises.lookup', () => {
    expect(answers).toMatchObject({
      promised: { address: '127.9.9.9', family: 4 },
      promisedAll: [{ address: '127.9.9.9', family: 4 }],
    });
  });

  it('leaves every other name to the system', () => {
    expect(answers.localhost).toBe('127.0.0.1');
  });

  it('sees a changed file at once and outlives a half-written one', () => {
    expect(answers).toMatchObject({ changed: '127.9.9.10', halfWritten: '127.9.9.10' });
  });
});
