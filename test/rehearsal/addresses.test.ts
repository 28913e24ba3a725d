import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AddressBook } from '../../rehearsal/addresses.ts';
import { probe } from '../../rehearsal/port-probe.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function hold(host: string, port: number): Promise<void> {
  const server = createServer();
  open.push(server);
  server.listen(port, host);
  await once(server, 'listening');
}

describe('AddressBook', () => {
  it('gives each name an address of its own with the port asked for', async () => {
    const book = new AddressBook({ stateFolder: '/a/state/folder' });
    const claims = await Promise.all(
      ['catalog/1', 'catalog/2', 'gateway/1'].map((name) => book.claim(name, 21501)),
    );
    expect(new Set(claims.map(({ host }) => host)).size).toBe(3);
    expect(claims.map(({ port }) => port)).toEqual([21501, 21501, 21501]);
    expect(claims.every(({ host }) => /^127\.[1-9]\d*\.[1-9]\d*\.[1-9]\d*$/.test(host))).toBe(true);
  });

  it('gives a name the same address at every start, and another rehearsal another network', async () => {
    const first = await new AddressBook({ stateFolder: '/state/one' }).claim('database', 21502);
    const again = await new AddressBook({ stateFolder: '/state/one' }).claim('database', 21502);
    const other = await new AddressBook({ stateFolder: '/state/two' }).claim('database', 21502);
    expect(again).toEqual(first);
    expect(other.host.split('.')[1]).not.toBe(first.host.split('.')[1]);
  });

  it('answers the same address to a name that claims twice, until it is released', async () => {
    const book = new AddressBook({ stateFolder: '/state/one' });
    const first = await book.claim('database', 21503);
    expect(await book.claim('database', 21999)).toBe(first);
    book.release('database');
    expect(await book.claim('database', 21504)).toEqual({ host: first.host, port: 21504 });
  });

  it('passes over an address where the port is taken', async () => {
    const { host } = await new AddressBook({ stateFolder: '/state/three' }).claim('cache', 21505);
    await hold(host, 21505);
    const other = await new AddressBook({ stateFolder: '/state/three' }).claim('cache', 21505);
    expect(other.host).not.toBe(host);
    expect(other.port).toBe(21505);
  });

  it('falls back to 127.0.0.1 and another port where the port is taken at every address', async () => {
    await hold('0.0.0.0', 21506);
    const address = await new AddressBook({ stateFolder: '/state/four' }).claim('catalog', 21506);
    expect(address.host).toBe('127.0.0.1');
    expect(await probe(address.host, address.port)).toBe('free');
  });

  it('hands out ports of 127.0.0.1 where the system knows no other address', async () => {
    const probe = async (host: string) => (host === '127.0.0.1' ? 'free' : 'EADDRNOTAVAIL');
    const book = new AddressBook({ stateFolder: '/state/mac', probe });
    const [first, second] = await Promise.all([book.claim('catalog/1', 3001), book.claim('catalog/2', 3001)]);
    expect(first).toEqual({ host: '127.0.0.1', port: 3001 });
    expect(second?.host).toBe('127.0.0.1');
    expect(second?.port).toBeGreaterThanOrEqual(20_000);
  });

  it('maps the public ports by its base', () => {
    const book = new AddressBook({ stateFolder: '/s', basePort: 18000 });
    expect([book.publicPort(80), book.publicPort(443), book.databasePort]).toEqual([18080, 18443, 18306]);
    expect(() => new AddressBook({ stateFolder: '/s', basePort: 80 })).toThrow('--ports 80: allowed are');
  });

  it('names who holds a port that must be that one, and the fix', async () => {
    await hold('127.0.0.1', 21507);
    const book = new AddressBook({ stateFolder: '/s' });
    await expect(book.claimPort('the shop', 21507)).rejects.toThrow(
      new RegExp(
        `port 21507 at 127\\.0\\.0\\.1, wanted for the shop, is taken by process ${process.pid} .*--ports 18000`,
      ),
    );
  });
});
