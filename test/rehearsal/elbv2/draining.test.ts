import { once } from 'node:events';
import { Agent, request as ask, type IncomingMessage, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { healthyBefore, openPlayground, openShop, type Playground } from './playground.ts';

let open: Playground | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

describe('a target that is deregistered', () => {
  it('finishes what is in flight, gets nothing new, and is let go of when idle', async () => {
    const held: (() => void)[] = [];
    const { playground, blue, target } = await openShop((request, response) => {
      if (request.url === '/held') held.push(() => response.end('finished'));
      else response.end('old');
    });
    open = playground;
    const inFlight = ask(`${playground.url}/held`).end();
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    let drained = false;
    const draining = playground.plane.targets.deregister(blue, target).then(() => {
      drained = true;
    });
    await playground.serve(
      blue,
      healthyBefore((_, response) => response.end('new')),
    );
    for (let count = 0; count < 5; count += 1) expect(await (await fetch(playground.url)).text()).toBe('new');
    expect(drained).toBe(false);
    held[0]?.();
    const [answer] = (await once(inFlight, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    answer.resume();
    await draining;
  });

  it('has its kept connections closed', async () => {
    const { playground, blue, target } = await openShop((_, response) => response.end('x'));
    open = playground;
    await (await fetch(playground.url)).text();
    const connections = () =>
      new Promise<number>((resolve) => target.server.getConnections((_, count) => resolve(count)));
    expect(await connections()).toBe(1);
    await playground.plane.targets.deregister(blue, target);
    while ((await connections()) > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('is cut when the deregistration delay is over', async () => {
    open = await openPlayground();
    const attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }];
    const blue = await open.targetGroup('blue', { TargetGroupAttributes: attributes });
    await open.listen({ DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }] });
    let arrived: () => void = () => undefined;
    const there = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const target = await open.serve(
      blue,
      healthyBefore(() => arrived()),
    );
    const answer = fetch(open.url);
    await there;
    await open.plane.targets.deregister(blue, target);
    expect((await answer).status).toBe(502);
  });

  it('can be registered again while it drains', async () => {
    const { playground, blue, target } = await openShop((_, response) => response.end('x'));
    open = playground;
    const drained = playground.plane.targets.deregister(blue, target);
    playground.plane.targets.register(blue, target);
    await drained;
    await playground.plane.targets.whenHealthy(blue, target, AbortSignal.timeout(5000));
    expect((await fetch(playground.url)).status).toBe(200);
  });
});

describe('targets that come and go under load', () => {
  it('lose no request', async () => {
    open = await openPlayground();
    const playground = open;
    const blue = await playground.targetGroup('blue');
    await playground.listen({ DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }] });
    const serve = (name: string) =>
      playground.serve(
        blue,
        healthyBefore((_, response) => setTimeout(() => response.end(name), 2)),
      );
    let current = await serve('0');
    const agent = new Agent({ keepAlive: true });
    const statuses = new Map<number | undefined, number>();
    let running = true;
    const clients = Array.from({ length: 16 }, async () => {
      while (running) {
        const [answer] = (await once(ask(playground.url, { agent }).end(), 'response')) as [IncomingMessage];
        answer.resume();
        await once(answer, 'end');
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      }
    });
    for (let round = 1; round <= 8; round += 1) {
      const next = await serve(String(round));
      await playground.plane.targets.deregister(blue, current);
      // As a task does that has left its balancer: it stops without waiting for anybody.
      current.server.closeAllConnections();
      current.server.close();
      current = next;
    }
    running = false;
    await Promise.all(clients);
    agent.destroy();
    expect([...statuses.keys()]).toEqual([200]);
    expect(statuses.get(200)).toBeGreaterThan(100);
  });
});

describe('health', () => {
  it('of a target decides whether it gets requests, and nobody’s health means everybody', async () => {
    open = await openPlayground();
    const blue = await open.targetGroup('blue');
    await open.listen({ DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }] });
    const sick = await open.serve(
      blue,
      healthyBefore((_, response) => response.end('first')),
    );
    sick.server.removeAllListeners('request');
    sick.server.on('request', (_, response) => {
      response.statusCode = 503;
      response.end('sick');
    });
    await open.plane.targets.deregister(blue, sick);
    open.plane.targets.register(blue, sick);
    expect(await (await fetch(open.url)).text()).toBe('sick');
    await open.serve(
      blue,
      healthyBefore((_, response) => response.end('well')),
    );
    for (let count = 0; count < 4; count += 1) expect(await (await fetch(open.url)).text()).toBe('well');
  });

  it('is not asked after where no rule names the group', async () => {
    open = await openPlayground();
    const idle = await open.targetGroup('idle');
    open.plane.targets.register(idle, { address: '127.0.0.1', port: 9 });
    expect(open.plane.targets.health(idle)).toMatchObject([{ state: 'unused', reason: 'Target.NotInUse' }]);
    await open.listen({ DefaultActions: [{ Type: 'forward', TargetGroupArn: idle }] });
    expect(open.plane.targets.health(idle)).toMatchObject([
      { state: 'initial', reason: 'Elb.InitialHealthChecking' },
    ]);
  });

  it('wait ends when the target is deregistered or the waiter gives up', async () => {
    open = await openPlayground();
    const idle = await open.targetGroup('idle');
    const target = { address: '127.0.0.1', port: 9 };
    open.plane.targets.register(idle, target);
    const waiter = new AbortController();
    const waiting = open.plane.targets.whenHealthy(idle, target, waiter.signal);
    waiter.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const other = open.plane.targets.whenHealthy(idle, target, AbortSignal.timeout(5000));
    await open.plane.targets.deregister(idle, target);
    await expect(other).rejects.toThrow('deregistered before it was healthy');
  });
});

describe('a target that dies', () => {
  it('does not draw all requests by failing fastest, where the least busy target is preferred', async () => {
    open = await openPlayground();
    const attributes = [{ Key: 'load_balancing.algorithm.type', Value: 'least_outstanding_requests' }];
    const blue = await open.targetGroup('blue', { TargetGroupAttributes: attributes });
    await open.listen({ DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }] });
    const serve: RequestListener = (_, response) => setTimeout(() => response.end('x'), 5);
    const [doomed] = [
      await open.serve(blue, healthyBefore(serve)),
      await open.serve(blue, healthyBefore(serve)),
    ];
    doomed?.server.closeAllConnections();
    await new Promise((resolve) => doomed?.server.close(resolve));
    const url = open.url;
    const statuses: number[] = [];
    const client = async () => {
      for (let count = 0; count < 10; count += 1) statuses.push((await fetch(url)).status);
    };
    await Promise.all([client(), client(), client(), client()]);
    expect(statuses.filter((status) => status !== 200).length).toBeLessThanOrEqual(4);
    expect(statuses).toHaveLength(40);
  });
});
