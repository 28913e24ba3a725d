import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A repository with two services of a few lines, or with what `changes` say instead. */
export function repository(changes: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'shoal-build-'));
  folders.push(root);
  const files = {
    'services/kit/greet.ts': 'export const greet = (name: string): string => "Hello, ".concat(name);\n',
    'services/catalog/main.ts': "import { greet } from '../kit/greet.ts';\nconsole.log(greet('catalog'));\n",
    'services/catalog/migrations/0001-products.sql': 'CREATE TABLE products (id INT);\n',
    'services/gateway/main.ts': "import { greet } from '../kit/greet.ts';\nconsole.log(greet('gateway'));\n",
    'platform/environment-names.ts': 'export const environmentNames = {};\n',
    'pipeline/build/bundle.ts': '// how\n',
    'package-lock.json': '{}\n',
    Dockerfile: 'FROM scratch\n',
    ...changes,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
