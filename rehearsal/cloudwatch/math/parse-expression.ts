import type { Expression } from './syntax.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Operators that bind equally strongly, the weakest first. */
const levels: readonly (readonly string[])[] = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
];

/** @param subject begins the error: `alarm 'dev/catalog/5xx', metric 'rate'` */
export function parseExpression(text: string, subject: string): Expression {
  const parser = new ExpressionParser(text, subject);
  const expression = parser.level(0);
  parser.expect('end', '');
  return expression;
}

class ExpressionParser {
  readonly #text: string;
  readonly #subject: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string, subject: string) {
    this.#text = text;
    this.#subject = subject;
    this.#tokens = tokensOf(text, subject);
  }

  level(index: number): Expression {
    const operators = levels[index];
    if (operators === undefined) return this.#signed();
    let left = this.level(index + 1);
    for (let operator = this.#take(operators); operator !== undefined; operator = this.#take(operators)) {
      left = { kind: 'operation', operator, left, right: this.level(index + 1) };
    }
    return left;
  }

  expect(kind: Token['kind'], text: string): void {
    const token = this.#token;
    if (token.kind !== kind || token.text !== text) {
      throw this.#wrong(token, text === '' ? 'an end' : `'${text}'`);
    }
    this.#next += 1;
  }

  #signed(): Expression {
    if (this.#take(['-']) !== undefined) return { kind: 'negative', operand: this.#signed() };
    const base = this.#atom();
    // The exponent may be negative, and of several the last is taken first.
    if (this.#take(['^']) === undefined) return base;
    return { kind: 'operation', operator: '^', left: base, right: this.#signed() };
  }

  #atom(): Expression {
    const token = this.#token;
    this.#next += 1;
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'text', value: token.text.slice(1, -1) };
    if (token.kind === 'name') {
      if (this.#take(['(']) === undefined) return { kind: 'name', name: token.text };
      return { kind: 'call', function: token.text, operands: this.#until(')') };
    }
    if (token.text === '[') return { kind: 'list', items: this.#until(']') };
    if (token.text !== '(') throw this.#wrong(token, 'a metric, a number, a function or a parenthesis');
    const inner = this.level(0);
    this.expect('sign', ')');
    return inner;
  }

  #until(end: string): readonly Expression[] {
    if (this.#take([end]) !== undefined) return [];
    const items = [this.level(0)];
    while (this.#take([',']) !== undefined) items.push(this.level(0));
    this.expect('sign', end);
    return items;
  }

  get #token(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', at: this.#text.length };
  }

  #take(texts: readonly string[]): string | undefined {
    const { kind, text } = this.#token;
    if ((kind !== 'sign' && kind !== 'name') || !texts.includes(text)) return undefined;
    this.#next += 1;
    return text;
  }

  #wrong({ kind, text, at }: Token, wanted: string): Error {
    const found = kind === 'end' ? 'ends' : `has '${text}'`;
    return new Error(`${this.#subject}: '${this.#text}' ${found} at ${at + 1}, where ${wanted} is expected`);
  }
}
