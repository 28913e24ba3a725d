import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../source-hash.ts';

const services = join(root, 'services');

/** Where a consumer keeps what it needs of a provider: in its own folder, which its owner can take away. */
export function contractFile(consumer: string, provider: string): string {
  return join(services, consumer, 'contracts', `${provider}.json`);
}

/** Who needs something of a provider. */
export function consumersOf(provider: string): readonly string[] {
  return readdirSync(services).filter((name) => existsSync(contractFile(name, provider)));
}

/** Of whom a consumer needs something. */
export function providersOf(consumer: string): readonly string[] {
  const folder = join(services, consumer, 'contracts');
  return existsSync(folder) ? readdirSync(folder).map((name) => name.replace(/\.json$/, '')) : [];
}
