import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { openPlayground, openShop, type Playground } from './playground.ts';
import { rawRequest } from './raw-request.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A balancer before a target that echoes every message and says what path and headers it saw. */
async function openEcho(attributes: readonly { Key: string; Value: string }[] = []) {
  const playground: Playground = await openPlayground({ attributes });
  closing.push(() => playground.close());
  const blue = await playground.targetGroup('blue');
  await playground.listen({ DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }] });
  const server = createServer((_, response) => response.end());
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'shoal' });
  sockets.on('connection', (socket, request) => {
    socket.send(JSON.stringify({ url: request.url, forwardedFor: request.headers['x-forwarded-for'] }));
    socket.on('message', (message, isBinary) => socket.send(message, { binary: isBinary }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => sockets.close(),
    () => server.close(),
  );
  const target = { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
  playground.plane.targets.register(blue, target);
  await playground.plane.targets.whenHealthy(blue, target, AbortSignal.timeout(5000));
  return { playground, blue, target, address: playground.url.replace('http:', 'ws:') };
}

async function connected(address: string): Promise<{ socket: WebSocket; first: string }> {
  const socket = new WebSocket(address, ['shoal']);
  closing.push(() => socket.terminate());
  const [first] = await once(socket, 'message');
  return { socket, first: String(first) };
}

describe('a WebSocket through the balancer', () => {
  it('is upgraded by the target and carries messages both ways', async () => {
    const { address } = await openEcho();
    const { socket, first } = await connected(`${address}/live?room=1`);
    expect(JSON.parse(first)).toEqual({ url: '/live?room=1', forwardedFor: '127.0.0.1' });
    expect(socket.protocol).toBe('shoal');
    const large = Buffer.alloc(500_000, 7);
    socket.send(large);
    const [echoed] = await once(socket, 'message');
    expect((echoed as Buffer).equals(large)).toBe(true);
    socket.close(1000);
    expect((await once(socket, 'close'))[0]).toBe(1000);
  });

  it('keeps its target draining until it closes', async () => {
    const { playground, blue, target, address } = await openEcho();
    const { socket } = await connected(address);
    const drained = playground.plane.targets.deregister(blue, target);
    expect(playground.plane.targets.health(blue)).toMatchObject([{ state: 'draining' }]);
    socket.send('still here');
    expect(String((await once(socket, 'message'))[0])).toBe('still here');
    socket.close();
    await drained;
    expect(playground.plane.targets.health(blue)).toEqual([]);
  });

  it('is cut when nothing passes for the idle timeout', async () => {
    const { address } = await openEcho([{ Key: 'idle_timeout.timeout_seconds', Value: '1' }]);
    const { socket } = await connected(address);
    expect((await once(socket, 'close'))[0]).toBe(1006);
  });

  it('gets the target’s own answer when the target refuses', async () => {
    const { playground } = await openShop((_, response) => {
      response.writeHead(403, { 'content-type': 'text/plain' });
      response.end('members only');
    });
    closing.push(() => playground.close());
    const socket = new WebSocket(playground.url.replace('http:', 'ws:'));
    const [, answer] = await once(socket, 'unexpected-response');
    expect(answer.statusCode).toBe(403);
    answer.destroy();
  });

  it('gets 503 when there is no target and 502 when it is gone', async () => {
    const { playground, blue, target } = await openShop((_, response) => response.end());
    closing.push(() => playground.close());
    const ask = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    target.server.closeAllConnections();
    await new Promise((resolve) => target.server.close(resolve));
    expect(await rawRequest(playground.host, 9080, ask)).toMatch(/^HTTP\/1\.1 502 /);
    await playground.plane.targets.deregister(blue, target);
    expect(await rawRequest(playground.host, 9080, ask)).toMatch(/^HTTP\/1\.1 503 /);
  });

  it('is not confused with an upgrade to something else', async () => {
    const { playground } = await openShop((request, response) =>
      response.end(`upgrade: ${request.headers.upgrade}`),
    );
    closing.push(() => playground.close());
    const bytes =
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n';
    expect(await rawRequest(playground.host, 9080, bytes)).toContain('upgrade: undefined');
  });
});
