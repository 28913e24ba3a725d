import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { isRecord } from './template.ts';
import { TemplateError } from './template-error.ts';

/** What an entry of `Conditions`, or an argument of `Fn::And` and its like, says. */
export function evaluateCondition(declaration: unknown, scope: Scope): boolean {
  if (!isRecord(declaration) || Object.keys(declaration).length !== 1) {
    throw new TemplateError(
      `condition ${JSON.stringify(declaration)} is not one of Condition, Fn::Equals, Fn::Not, Fn::And, Fn::Or`,
    );
  }
  const [[name, argument] = ['', undefined]] = Object.entries(declaration);
  if (name === 'Condition') return scope.condition(String(argument));
  const operands = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = operands.map((operand) => evaluate(operand, scope));
      return JSON.stringify(left) === JSON.stringify(right) || String(left) === String(right);
    }
    case 'Fn::Not':
      return !evaluateCondition(operands[0], scope);
    case 'Fn::And':
      return operands.every((operand) => evaluateCondition(operand, scope));
    case 'Fn::Or':
      return operands.some((operand) => evaluateCondition(operand, scope));
    default:
      throw new TemplateError(
        `condition function ${name} is not played, known: Condition, Fn::Equals, Fn::Not, Fn::And, Fn::Or`,
      );
  }
}
