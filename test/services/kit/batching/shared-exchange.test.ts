import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Call, shareExchanges } from '../../../../services/kit/batching/shared-exchange.ts';
import type { Upstream, UpstreamRequest } from '../../../../services/kit/clients/upstream.ts';
import { UpstreamFailure } from '../../../../services/kit/clients/upstream-failure.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

interface Sent {
  readonly path: string;
  readonly headers: UpstreamRequest['headers'];
  readonly calls: readonly Call[] | undefined;
  answer(status: number, body: unknown): void;
  fail(): void;
}

let clock: FakeClock;
let sent: Sent[];
const turn = async (): Promise<void> => {
  for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve));
};

function opened() {
  const upstream: Upstream = {
    name: 'boats',
    close: async () => {},
    exchange: ({ path, headers, body, receiver }) =>
      new Promise((resolve, reject) => {
        const { calls } = JSON.parse(String(body ?? '{}')) as { calls?: readonly Call[] };
        sent.push({
          path,
          headers,
          calls,
          answer(status, answered) {
            receiver.head(status, {}, {} as never);
            receiver.data(Buffer.from(JSON.stringify(answered)));
            receiver.end();
            resolve();
          },
          fail: () => reject(new UpstreamFailure('boats', 'broken')),
        });
      }),
  };
  const calls = shareExchanges({ upstream, serviceToken: () => 'own', limitMs: 4000, clock });
  return (id: number, headers: Call['headers'] = {}) =>
    calls({ method: 'DELETE', path: `/v1/boats/${id}`, headers });
}
const answered = (...statuses: readonly number[]) => ({
  answers: statuses.map((status) => ({ status, headers: {}, body: { status } })),
});
beforeEach(() => {
  clock = createFakeClock();
  sent = [];
});

describe('a call', () => {
  it('goes at once and as it is where nobody else calls', async () => {
    const call = opened();
    const asked = call(1, { authorization: 'Bearer kim' });
    await turn();
    expect(sent).toMatchObject([
      { path: '/v1/boats/1', headers: { authorization: 'Bearer kim' }, calls: undefined },
    ]);
    sent[0]?.answer(204, {});
    expect(await asked).toMatchObject({ status: 204 });
    void call(2);
    await turn();
    expect(sent[1]).toMatchObject({ path: '/v1/boats/2', headers: { authorization: 'Bearer own' } });
  });

  it('goes together with those of the same turn, and with those that came while others were under way', async () => {
    const call = opened();
    const first = [call(1), call(2)];
    await turn();
    void call(0);
    await turn();
    const later = [call(3), call(4), call(5)];
    await turn();
    expect(sent.map(({ path, calls }) => [path, calls?.length])).toEqual([
      ['/v1/calls', 2],
      ['/v1/boats/0', undefined],
    ]);
    sent[0]?.answer(200, answered(200, 409));
    expect(await Promise.all(first)).toMatchObject([{ status: 200 }, { status: 409, body: { status: 409 } }]);
    await turn();
    expect(sent[2]?.calls?.map(({ path }) => path)).toEqual(['/v1/boats/3', '/v1/boats/4', '/v1/boats/5']);
    sent[2]?.answer(200, answered(200, 500, 200));
    expect((await Promise.all(later)).map(({ status }) => status)).toEqual([200, 500, 200]);
  });

  it('is not held up by an exchange that hangs', async () => {
    const call = opened();
    for (const id of [1, 2]) {
      void call(id).catch(() => {});
      await turn();
    }
    const next = call(3);
    await clock.advance(24);
    expect(sent).toHaveLength(2);
    await clock.advance(1);
    sent[2]?.answer(200, {});
    expect(await next).toMatchObject({ status: 200 });
  });

  it('is waited for no longer than its deadline, whatever becomes of the others', async () => {
    const call = opened();
    const hurried = call(1, { 'x-deadline-ms': '100' });
    const patient = call(2);
    await turn();
    await Promise.all([
      expect(hurried).rejects.toMatchObject({ upstream: 'boats', kind: 'expired' }),
      clock.advance(100),
    ]);
    sent[0]?.answer(200, answered(200, 200));
    expect((await patient).status).toBe(200);
  });

  it('is one of 64 at most', async () => {
    const call = opened();
    for (let id = 1; id <= 70; id++) void call(id);
    await turn();
    expect(sent.map(({ calls }) => calls?.length)).toEqual([64, 6]);
  });

  it('fails with its exchange', async () => {
    const call = opened();
    const asked = Promise.allSettled([call(1), call(2)]);
    await turn();
    sent[0]?.fail();
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it.each([
    ['does not know of exchanges, for a while', 404, {}, 30_000],
    ['refuses this one', 413, {}, 0],
    ['answers fewer than were asked', 200, answered(200), 0],
  ])('goes alone where the other side %s', async (_what, status, body, aloneMs) => {
    const call = opened();
    const asked = Promise.all([call(1), call(2)]);
    await turn();
    sent[0]?.answer(status, body);
    await turn();
    expect(sent.slice(1).map(({ path }) => path)).toEqual(['/v1/boats/1', '/v1/boats/2']);
    for (const one of sent.slice(1)) one.answer(204, {});
    expect((await asked).map((answer) => answer.status)).toEqual([204, 204]);
    await clock.advance(Math.max(16, aloneMs - 1));
    for (const expected of aloneMs > 0 ? ['/v1/boats/3', '/v1/calls'] : ['/v1/calls']) {
      const before = sent.length;
      void call(3).catch(() => {});
      void call(4).catch(() => {});
      await turn();
      expect(sent[before]?.path).toBe(expected);
      for (const one of sent.slice(before)) one.fail();
      await clock.advance(16);
    }
  });
});
