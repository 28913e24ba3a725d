import { startTestServers, type TestServers } from './test-servers.ts';

/** jest loads the teardown as a module of its own: what runs is handed over through the global object. */
export interface Running {
  shoalTestServers?: TestServers;
}

/** Before the `integration` project's tests. Workers start with the environment written here. */
export default async function startServers(): Promise<void> {
  const servers = await startTestServers();
  (globalThis as Running).shoalTestServers = servers;
  process.env.SHOAL_TEST_DATABASE = JSON.stringify(servers.database);
  process.env.SHOAL_TEST_CACHE = JSON.stringify(servers.cache);
}
