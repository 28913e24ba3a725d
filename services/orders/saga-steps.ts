import type { OrderHead, OrderStep, RestingStep, SagaStep } from './order.ts';

/** Where an attempt at a step led. */
export interface StepResult {
  readonly to: OrderStep;
  /** Where it turned the order around. */
  readonly reason?: string;
  /** Where the payment was authorized. */
  readonly paymentId?: string;
}

/** Where each step leads when it succeeds. */
export const onward: Readonly<Record<SagaStep, OrderStep>> = {
  reserve: 'authorize',
  authorize: 'confirm',
  confirm: 'capture',
  capture: 'confirmed',
  'undo-payment': 'undo-stock',
  'undo-stock': 'cancelled',
  refund: 'refunded',
};

/**
 * Steps that are taken without being written down. Whoever takes the order over goes on where it was written down last:
 * asks for the authorization again, and hears what came of it. Before that no money is touched.
 */
const unwritten: ReadonlySet<OrderStep> = new Set<OrderStep>(['confirm', 'capture']);

export function isWritten(step: OrderStep): boolean {
  return !unwritten.has(step);
}

/** Where each step leads when the other side says no: back over what was done before. */
export const backward: Readonly<Record<SagaStep, OrderStep | undefined>> = {
  // A reservation takes everything or nothing, so there is nothing to give back.
  reserve: 'cancelled',
  authorize: 'undo-stock',
  confirm: 'undo-payment',
  capture: 'undo-payment',
  // What was promised to the buyer is tried until it succeeds.
  'undo-payment': undefined,
  'undo-stock': undefined,
  refund: 'confirmed',
};

/** Where a step onward leads instead when the buyer does not want the order any more. */
const turnedAround: Readonly<Partial<Record<OrderStep, OrderStep>>> = {
  authorize: 'undo-stock',
  confirm: 'undo-payment',
  capture: 'undo-payment',
  confirmed: 'undo-payment',
};

export const cancelledByBuyer = 'cancelled-by-buyer';

export function turned({ cancelWanted }: Pick<OrderHead, 'cancelWanted'>, result: StepResult): StepResult {
  const instead = cancelWanted ? turnedAround[result.to] : undefined;
  return instead === undefined ? result : { ...result, to: instead, reason: cancelledByBuyer };
}

const resting: ReadonlySet<OrderStep> = new Set<RestingStep>(['confirmed', 'cancelled', 'refunded']);

export function isResting(step: OrderStep): step is RestingStep {
  return resting.has(step);
}

export function isOnward(step: OrderStep): boolean {
  return step === 'reserve' || step === 'authorize' || step === 'confirm' || step === 'capture';
}
