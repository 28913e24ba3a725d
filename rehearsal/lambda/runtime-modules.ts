import { lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/** Gives functions the AWS SDK, as Lambda's Node runtimes do: their bundles leave it out. */
export function provideRuntimeModules(functionsFolder: string): void {
  const client = findPackageJSON('@aws-sdk/client-ecs', import.meta.url);
  if (client === undefined) throw new Error('@aws-sdk/client-ecs is not installed, run npm ci');
  const scope = dirname(dirname(client));
  const link = join(functionsFolder, 'node_modules', '@aws-sdk');
  if (targetOf(link) === scope) return;
  rmSync(link, { force: true });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(scope, link, 'junction');
}

function targetOf(link: string): string | undefined {
  return lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(link) : undefined;
}
