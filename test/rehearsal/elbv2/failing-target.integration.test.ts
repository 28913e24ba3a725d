import { describe, expect, it } from '@jest/globals';
import { echo, withShop } from './with-shop.ts';

const { shop } = withShop();

describe('a target that fails', () => {
  it('gives 502 when it breaks the connection before its answer', async () => {
    const { playground, blue } = await shop((request) => request.socket.destroy());
    const answer = await fetch(playground.url);
    expect(answer.status).toBe(502);
    expect(answer.headers.get('server')).toBe('awselb/2.0');
    expect(playground.plane.traffic.targetGroups().get(blue)).toMatchObject({
      ownAnswersByStatus: { 502: 1 },
      targetConnectionErrors: 1,
    });
  });

  it('gives 502 at once when nobody listens', async () => {
    const { playground, target } = await shop(echo);
    target.server.closeAllConnections();
    await new Promise((resolve) => target.server.close(resolve));
    const began = performance.now();
    expect((await fetch(playground.url)).status).toBe(502);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('breaks the client’s connection when half an answer is all there is', async () => {
    const { playground } = await shop((request, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('half', () => request.socket.destroy());
    });
    const answer = await fetch(playground.url);
    await expect(answer.text()).rejects.toThrow();
  });

  it('gives 502 for an answer that is no HTTP', async () => {
    const { playground } = await shop((request) =>
      request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'),
    );
    expect((await fetch(playground.url)).status).toBe(502);
  });

  it('gives 504 when it stays silent longer than the idle timeout', async () => {
    const { playground } = await shop(() => undefined, {
      attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '1' }],
    });
    expect((await fetch(playground.url)).status).toBe(504);
  });

  it('gives 503 when its group has nobody', async () => {
    const { playground, blue, target } = await shop(echo);
    await playground.plane.targets.deregister(blue, target);
    expect((await fetch(playground.url)).status).toBe(503);
  });
});
