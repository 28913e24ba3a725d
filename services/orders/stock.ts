import type { Order } from './order.ts';
import type { StepAnswer } from './step-answer.ts';

/** What orders need of whoever keeps the stock. All of it is idempotent by the order's id. */
export interface Stock {
  reserve(order: Order): Promise<StepAnswer>;
  /** What is reserved is sold. */
  confirm(order: Order): Promise<StepAnswer>;
  /** What is reserved, or sold, can be had by others. What was never reserved is fine, too. */
  release(order: Order): Promise<StepAnswer>;
}
