import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PaymentOperation } from '../../../services/payments/authorization.ts';
import { carryOut } from '../../../services/payments/carry-out.ts';
import { sumOf } from '../../../services/payments/ledger.ts';
import { reconcile } from '../../../services/payments/reconcile.ts';
import { SimulatedProvider } from '../../../services/payments/simulated/simulated-provider.ts';
import { simulatedTokens } from '../../../services/payments/simulated/simulated-tokens.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { authorizationOf } from './support/a-payment.ts';
import { InMemoryAuthorizationStore } from './support/in-memory-authorization-store.ts';
import { InMemoryProviderBooks } from './support/in-memory-provider-books.ts';

const honest = Object.keys(simulatedTokens).filter((token) => token !== 'tok_duplicate');
const operation = fc.constantFrom<PaymentOperation>('authorize', 'capture', 'void', 'refund');

describe('the ledger', () => {
  it('sums to zero and agrees with the provider after any operations on any tokens, at any pace', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('tok_visa', ...honest),
        fc.array(fc.tuple(operation, fc.constantFrom(0, 2000, 10_000)), { maxLength: 12 }),
        async (token, steps) => {
          const store = new InMemoryAuthorizationStore();
          const clock = createFakeClock();
          const { log } = recordedLog();
          const parts = { store, clock, log, provider: new SimulatedProvider(new InMemoryProviderBooks()) };
          const { id } = authorizationOf();
          await store.open(authorizationOf({ id, token, dueAt: new Date(clock.now()) }));
          for (const [one, pause] of steps) {
            await carryOut(parts, id, one);
            await clock.advance(pause);
            expect(sumOf(store.entries)).toBe(0);
          }
          await clock.advance(10_000);
          for (const { operation: open } of await store.due(new Date(clock.now()), 1)) {
            await carryOut(parts, id, open);
            await clock.advance(10_000);
            await carryOut(parts, id, open);
          }
          const { differences, underWay, imbalances } = await reconcile(parts);
          expect({ differences, underWay, imbalances }).toEqual({
            differences: [],
            underWay: 0,
            imbalances: [],
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});
