import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationFile } from './lint-migrations.ts';

/** Every migration of every service, by name. */
export function readMigrationFiles(root: string): readonly MigrationFile[] {
  return globSync('services/*/migrations/*.sql', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, sql: readFileSync(join(root, path), 'utf8') }));
}
