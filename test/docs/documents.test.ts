import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const packageJson: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

function markdownUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

const serviceReadmes = readdirSync(join(root, 'services'))
  .map((name) => join('services', name, 'README.md'))
  .filter((file) => existsSync(join(root, file)));
const documents = ['README.md', 'CONTRIBUTING.md', ...serviceReadmes, ...markdownUnder('docs')];

const topLevel = ['bin', 'docs', 'lib', 'pipeline', 'platform', 'rehearsal', 'services', 'test'];
const pathInText = new RegExp(`(?<![\\w./-])(?:${topLevel.join('|')})/[\\w@./-]*[\\w/]`, 'g');

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  it('links only to files that exist', () => {
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '');
    const local = targets.filter((target) => !/^https?:/.test(target));
    expect(local.filter((target) => !existsSync(join(root, dirname(document), target)))).toEqual([]);
  });

  it('names only paths that exist', () => {
    const named = [...text.matchAll(pathInText)].map(([path]) => path);
    // `services/<name>/…` stands for any service and ends at the bracket.
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const named = [...text.matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );
    expect(named.filter((script) => !(script in packageJson.scripts))).toEqual([]);
  });

  it('gives the region to every version of the AWS CLI: the first one reads AWS_DEFAULT_REGION alone', () => {
    const exports = text.split('\n').filter((line) => /\bexport AWS_ENDPOINT_URL=/.test(line));
    expect(exports.filter((line) => !/ AWS_REGION=(\S+) AWS_DEFAULT_REGION=\1 /.test(line))).toEqual([]);
  });

  it('names only commands of shoal that exist', () => {
    const named = [...text.matchAll(/npx shoal ([a-z][\w-]*)/g)].map(([, verb]) => verb ?? '');
    expect(named.filter((verb) => !existsSync(join(root, 'bin', 'commands', `${verb}.ts`)))).toEqual([]);
  });
});

describe('README.md', () => {
  it('explains every npm script', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    const unexplained = Object.keys(packageJson.scripts).filter(
      (script) => !text.includes(`\`npm ${script}\``) && !text.includes(`\`npm run ${script}\``),
    );
    expect(unexplained).toEqual([]);
  });
});
