import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from '../support/source-hash.ts';

/** The prefix of a client's actions in policies. */
const prefixes: Readonly<Record<string, string>> = {
  'client-codedeploy': 'codedeploy',
  'client-ecs': 'ecs',
  'client-elastic-load-balancing-v2': 'elasticloadbalancing',
  'client-secrets-manager': 'secretsmanager',
};

/** The AWS calls that a handler's code can make, as actions: found in its bundle, where nothing unused is left. */
export function handlerCalls(entry: string): readonly string[] {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, entry)],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@aws-sdk/*'],
  });
  const text = outputFiles[0]?.text ?? '';
  const imports = [...text.matchAll(/import \{([^}]*)\} from "@aws-sdk\/([^"]+)"/g)];
  const actions = imports.flatMap(([, names = '', client = '']) =>
    names
      .split(',')
      .map((name) => name.trim().split(' ')[0] ?? '')
      .filter((name) => name.endsWith('Command'))
      .map((name) => `${prefixes[client] ?? client}:${name.slice(0, -'Command'.length)}`),
  );
  return [...new Set(actions)].sort();
}
