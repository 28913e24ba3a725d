import type { NewEvent } from '../kit/events/outbox.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { Order, OrderHead, SagaStep } from './order.ts';
import { placedAnswer } from './order-answer.ts';
import { eventsOf } from './order-events.ts';
import { isOnward, isResting, type StepResult, turned } from './saga-steps.ts';

/** A change of one order, decided while nobody else can change it. */
export interface OrderChange<Result> {
  readonly id: string;
  decide(head: OrderHead | undefined): OrderDecision<Result>;
}

export interface OrderDecision<Result> {
  /** @default - it stays as it is */
  readonly after?: OrderHead;
  readonly events?: readonly NewEvent[];
  /** For whoever repeats the request that placed it, unless something was answered already. */
  readonly answer?: KeptAnswer | undefined;
  readonly result: Result;
}

export interface Advance {
  /** As whoever works on it knows it. */
  readonly order: Order;
  readonly result: StepResult;
  readonly now: Date;
  readonly leaseUntil: Date;
  /** What is to be kept of what the order's request is answered. */
  answer(order: Order): KeptAnswer | undefined;
}

/** The next step. Undefined where another task has taken the order over. */
export function advanceChange({
  order,
  result,
  now,
  leaseUntil,
  answer,
}: Advance): OrderChange<Order | undefined> {
  return {
    id: order.id,
    decide(head) {
      if (head === undefined || head.version !== order.version) return { result: undefined };
      const { to, reason, paymentId } = turned(head, result);
      const after: OrderHead = {
        ...head,
        step: to,
        reason: reason ?? head.reason,
        paymentId: paymentId ?? order.paymentId,
        paymentToken: to === 'authorize' ? head.paymentToken : undefined,
        version: head.version + 1,
        attempts: 0,
        leaseUntil: isResting(to) ? undefined : leaseUntil,
        updatedAt: now,
      };
      const whole = { ...after, items: order.items };
      return { after, events: eventsOf(head, whole), answer: answer(whole), result: whole };
    },
  };
}

export interface Postponement {
  readonly order: Order;
  readonly until: Date;
}

/** Nobody works on it until then. */
export function postponeChange({ order, until }: Postponement): OrderChange<void> {
  return {
    id: order.id,
    decide(head) {
      if (head === undefined || head.version !== order.version) return { result: undefined };
      return { after: { ...head, leaseUntil: until }, result: undefined };
    },
  };
}

/** Asks whoever works on the order to turn it around. Says whether that is still possible. */
export function cancelChange(order: Order): OrderChange<boolean> {
  return {
    id: order.id,
    decide(head) {
      if (head === undefined || !isOnward(head.step)) return { result: false };
      return { after: { ...head, cancelWanted: true }, result: true };
    },
  };
}

export interface Reopening {
  readonly order: Order;
  readonly step: Extract<SagaStep, 'undo-payment' | 'refund'>;
  readonly reason: string | undefined;
  readonly now: Date;
  readonly leaseUntil: Date;
}

/**
 * Something is to be done about a confirmed order. Undefined where it is not confirmed any more. What the request that
 * placed it was answered follows from the order as long as that is confirmed, so it is kept now.
 */
export function reopenChange({
  order,
  step,
  reason,
  now,
  leaseUntil,
}: Reopening): OrderChange<Order | undefined> {
  return {
    id: order.id,
    decide(head) {
      if (head?.step !== 'confirmed') return { result: undefined };
      const after: OrderHead = {
        ...head,
        step,
        reason,
        version: head.version + 1,
        attempts: 0,
        leaseUntil,
        updatedAt: now,
      };
      const answer = placedAnswer({ ...head, items: order.items });
      return { after, answer, result: { ...after, items: order.items } };
    },
  };
}

/** Keeps what was answered, and changes nothing of the order. */
export function answerChange(id: string, answer: KeptAnswer): OrderChange<void> {
  return { id, decide: () => ({ answer, result: undefined }) };
}
