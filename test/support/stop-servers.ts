import type { Running } from './start-servers.ts';

export default async function stopServers(): Promise<void> {
  await (globalThis as Running).shoalTestServers?.stop();
}
