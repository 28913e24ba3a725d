import type { Queryable } from '../kit/database/database.ts';
import type { KeptAnswer } from './kept-answer.ts';

export interface AnsweredOrder {
  readonly id: string;
  readonly answer: KeptAnswer;
}

/** What was answered first is what everybody is answered. */
export async function keepAnswers(
  transaction: Pick<Queryable, 'query'>,
  answered: readonly AnsweredOrder[],
): Promise<void> {
  if (answered.length === 0) return;
  const cases = answered.flatMap(({ id, answer }) => [id, JSON.stringify(answer)]);
  await transaction.query(
    `UPDATE idempotency_keys SET answer = CASE order_id ${'WHEN ? THEN ? '.repeat(answered.length)}END
      WHERE order_id IN (?) AND answer IS NULL`,
    [...cases, answered.map(({ id }) => id)],
  );
}
