import type { Order } from './order.ts';
import type { StepAnswer } from './step-answer.ts';

/** What orders need of whoever moves the money. All of it is idempotent by the order's id. */
export interface Payments {
  /** Holds the buyer's money; done carries the payment's id. */
  authorize(order: Order): Promise<StepAnswer>;
  capture(order: Order): Promise<StepAnswer>;
  /** Lets go of what is held, or gives back what was taken. */
  giveBack(order: Order): Promise<StepAnswer>;
}
