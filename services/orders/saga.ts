import type { Log } from '../kit/telemetry/log.ts';
import type { Clock } from '../kit/time/clock.ts';
import type { Carts } from './carts.ts';
import type { Order, SagaStep } from './order.ts';
import { cancelledAnswer } from './order-answer.ts';
import type { OrderStore } from './order-store.ts';
import type { Payments } from './payments.ts';
import { backward, isResting, isWritten, onward, type StepResult, turned } from './saga-steps.ts';
import type { StepAnswer } from './step-answer.ts';
import type { Stock } from './stock.ts';

export interface SagaParts {
  readonly store: OrderStore;
  readonly stock: Stock;
  readonly payments: Payments;
  readonly carts: Pick<Carts, 'clear'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Brings orders to their end, step by step. */
export interface Saga {
  /** Works on an order that this task holds. Never rejects: what cannot be done now, a sweep does later. */
  run(order: Order): Promise<Order>;
  /** Resolves when nothing is being worked on. */
  idle(): Promise<void>;
}

/** Longer than one step takes; after it the task that worked on an order counts as gone. */
export const leaseMs = 15_000;
const longestWaitMs = 30_000;
/** A provider that does not answer is asked a few times; more than that is worth a look. */
const unusualAttempts = 5;

export function createSaga(parts: SagaParts): Saga {
  const { store, carts, clock, log } = parts;
  const running = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>): void => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };

  const postpone = async (order: Order, why: Readonly<Record<string, unknown>>): Promise<void> => {
    const { id, step: at, attempts } = order;
    const level = 'error' in why || attempts >= unusualAttempts ? 'warn' : 'info';
    log[level]('an order waits', { order: id, step: at, attempts, ...why });
    const waitMs = Math.min(500 * 2 ** Math.min(order.attempts, 10), longestWaitMs);
    await store.postpone({ order, until: new Date(clock.now() + waitMs) });
  };
  /** The order as it is after the step; undefined where it goes no further here. */
  const step = async (order: Order, at: SagaStep): Promise<Order | undefined> => {
    let answer: StepAnswer;
    try {
      answer = await attempt(parts, order, at);
    } catch (error) {
      await postpone(order, { error });
      return undefined;
    }
    const result = resultOf(at, answer);
    if (result === undefined) {
      await postpone(order, answer.outcome === 'done' ? {} : { answer });
      return undefined;
    }
    const { to, paymentId = order.paymentId } = turned(order, result);
    if (!isWritten(to)) return { ...order, step: to, paymentId };
    const now = clock.now();
    return await store.advance({
      order,
      result,
      now: new Date(now),
      leaseUntil: new Date(now + leaseMs),
      answer: (after) => (after.step === 'cancelled' ? cancelledAnswer(after, answer) : undefined),
    });
  };
  const work = async (order: Order): Promise<Order> => {
    let current = order;
    try {
      while (!isResting(current.step)) {
        const at = current.step;
        const next = await step(current, at);
        if (next === undefined) return current;
        current = next;
        // The buyer is answered meanwhile.
        if (at === 'capture' && current.step === 'confirmed') track(clearCart(carts, current, log));
      }
    } catch (error) {
      // The lease runs out and a sweep goes on: this task cannot even write that it could not.
      log.warn('an order is left to a sweep', { order: current.id, step: current.step, error });
    }
    return current;
  };

  return {
    run(order) {
      const run = work(order);
      track(run);
      return run;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function attempt(
  { stock, payments }: Pick<SagaParts, 'stock' | 'payments'>,
  order: Order,
  at: SagaStep,
): Promise<StepAnswer> {
  switch (at) {
    case 'reserve':
      return await stock.reserve(order);
    case 'authorize':
      return await payments.authorize(order);
    case 'confirm':
      return await stock.confirm(order);
    case 'capture':
      return await payments.capture(order);
    case 'undo-payment':
    case 'refund':
      return await payments.giveBack(order);
    case 'undo-stock':
      return await stock.release(order);
  }
}

function resultOf(at: SagaStep, answer: StepAnswer): StepResult | undefined {
  if (answer.outcome === 'later') return undefined;
  if (answer.outcome === 'done') {
    const { paymentId } = answer;
    return { to: onward[at], ...(paymentId === undefined ? {} : { paymentId }) };
  }
  const to = backward[at];
  return to === undefined ? undefined : { to, reason: answer.reason.slice(0, 40) };
}

/** An order is no less placed because a cart could not be emptied. */
async function clearCart(carts: Pick<Carts, 'clear'>, order: Order, log: Log): Promise<void> {
  try {
    await carts.clear(order);
  } catch (error) {
    log.warn('the cart of an order was not emptied', { order: order.id, error });
  }
}
