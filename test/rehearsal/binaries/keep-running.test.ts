import { describe, expect, it } from '@jest/globals';
import { KeepRunning } from '../../../rehearsal/binaries/keep-running.ts';
import type { RunningServer } from '../../../rehearsal/binaries/running-server.ts';
import type { Exit } from '../../../rehearsal/processes.ts';

class FakeServer implements RunningServer {
  readonly address = '127.0.0.1';
  readonly port = 1;
  readonly pid = 1;
  readonly lastLines = [];
  stops = 0;
  readonly #ended = Promise.withResolvers<Exit>();
  readonly exited = this.#ended.promise;

  die(): void {
    this.#ended.resolve({ code: null, signal: 'SIGKILL' });
  }

  async stop(): Promise<void> {
    this.stops += 1;
    this.#ended.resolve({ code: 0, signal: null });
  }
}

function world() {
  const said: string[] = [];
  const servers: FakeServer[] = [];
  const back = Promise.withResolvers<void>();
  const runs = new KeepRunning({
    name: 'cache',
    start: async () => {
      servers.push(new FakeServer());
      return servers.at(-1) as FakeServer;
    },
    say: (sentence) => {
      said.push(sentence);
      if (sentence.includes('again') && sentence.includes('there')) back.resolve();
    },
  });
  return { said, servers, runs, back: back.promise };
}

describe('keeping a server running', () => {
  it('starts it again at once when it dies', async () => {
    const { runs, servers, said, back } = world();
    await runs.start();
    servers[0]?.die();
    await back;
    expect(servers).toHaveLength(2);
    expect(said).toEqual(['the cache has ended (SIGKILL) and is started again', 'the cache is there again']);
    await runs.stop();
  });

  it('lets it end when it is told to stop, once', async () => {
    const { runs, servers, said } = world();
    await runs.start();
    await Promise.all([runs.stop(), runs.stop()]);
    expect([servers.length, servers[0]?.stops, said]).toEqual([1, 1, []]);
    expect(runs.available).toBe(false);
  });

  it('does not call a restart with other settings a death', async () => {
    const { runs, servers, said } = world();
    await runs.start();
    const other = new FakeServer();
    await runs.restart(async () => other);
    expect([servers[0]?.stops, said, runs.available]).toEqual([1, [], true]);
    await runs.stop();
  });
});
