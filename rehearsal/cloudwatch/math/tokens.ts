export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  readonly text: string;
  /** Where it begins, for messages. */
  readonly at: number;
}

const patterns = [
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['text', /"[^"]*"|'[^']*'/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['sign', /==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]/y],
] as const;

/** The words and signs of an expression, with an end after the last. */
export function tokensOf(expression: string, subject: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(expression, 0);
  while (at < expression.length) {
    const token = tokenAt(expression, at);
    if (token === undefined) {
      throw new Error(
        `${subject}: '${expression}' has '${expression[at]}' at ${at + 1}, which means nothing`,
      );
    }
    tokens.push(token);
    at = skipSpace(expression, at + token.text.length);
  }
  return [...tokens, { kind: 'end', text: '', at: expression.length }];
}

function tokenAt(expression: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(expression)?.[0];
    if (text !== undefined) return { kind, text, at };
  }
  return undefined;
}

function skipSpace(expression: string, from: number): number {
  let at = from;
  while (/\s/.test(expression[at] ?? '')) at += 1;
  return at;
}
