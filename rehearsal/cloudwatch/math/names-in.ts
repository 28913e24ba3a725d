import type { Expression } from './syntax.ts';

/** The metrics and expressions that an expression names, of those there are. */
export function namesIn(expression: Expression, known: readonly string[]): readonly string[] {
  switch (expression.kind) {
    case 'number':
    case 'text':
      return [];
    case 'name':
      return known.includes(expression.name) ? [expression.name] : [];
    case 'negative':
      return namesIn(expression.operand, known);
    case 'operation':
      return [expression.left, expression.right].flatMap((side) => namesIn(side, known));
    case 'list':
      return expression.items.flatMap((item) => namesIn(item, known));
    case 'call':
      if (expression.function === 'METRICS') return known;
      return expression.operands.flatMap((operand) => namesIn(operand, known));
  }
}
