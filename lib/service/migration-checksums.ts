import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const services = join(import.meta.dirname, '../../services');

/** The migrations of a service by name, each as it is now: what is deployed with it says later what it was then. */
export function migrationChecksums(service: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    globSync(`${service}/migrations/*.sql`, { cwd: services })
      .sort()
      .map((file) => [basename(file), checksumOf(readFileSync(join(services, file), 'utf8'))]),
  );
}

/** Line ends do not count: a checkout on another system changes them. */
function checksumOf(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex').slice(0, 16);
}
