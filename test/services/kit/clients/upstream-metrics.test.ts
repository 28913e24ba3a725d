import { describe, expect, it } from '@jest/globals';
import { UpstreamFailure } from '../../../../services/kit/clients/upstream-failure.ts';
import { upstreamMetrics } from '../../../../services/kit/clients/upstream-metrics.ts';
import { createMetrics } from '../../../../services/kit/telemetry/metrics.ts';

function arrange() {
  const metrics = createMetrics();
  const circuit = { open: false };
  const measured = upstreamMetrics(metrics.with({ upstream: 'users' }), () => circuit.open);
  const taken = () =>
    Object.fromEntries(
      metrics.take().flatMap((group) => group.metrics.map(({ name, value }) => [name, value])),
    );
  return { measured, circuit, taken };
}

const fails = (kind: 'late' | 'cancelled') => async () => {
  throw new UpstreamFailure('users', kind);
};

describe('the metrics of an upstream', () => {
  it('count calls and their failures, and none of a client that left', async () => {
    const { measured, taken } = arrange();
    await measured.call(async () => {});
    await expect(measured.call(fails('late'))).rejects.toThrow('late');
    await expect(measured.call(fails('cancelled'))).rejects.toThrow('cancelled');
    expect(taken()).toMatchObject({ Calls: 3, CallFailures: 1, CallLatency: { Count: 3 } });
  });

  it('tell how many were under way at most', async () => {
    const { measured, taken } = arrange();
    const { promise, resolve } = Promise.withResolvers<void>();
    const calls = [1, 2, 3].map(() => measured.call(() => promise));
    resolve();
    await Promise.all(calls);
    expect(taken()).toMatchObject({ CallsUnderWay: { Min: 1, Max: 3 } });
  });

  it('tell an open circuit, also one that closed before anybody looked', () => {
    const { measured, circuit, taken } = arrange();
    expect(taken()).toMatchObject({ CircuitOpen: { Max: 0 } });
    measured.opened();
    expect(taken()).toMatchObject({ CircuitOpen: { Min: 0, Max: 1 } });
    circuit.open = true;
    expect(taken()).toMatchObject({ CircuitOpen: { Min: 1 } });
    measured.close();
    expect(taken()).not.toHaveProperty('CircuitOpen');
  });
});
