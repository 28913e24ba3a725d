/** A piece of SQL as MySQL and MariaDB cut it. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'comment';
  readonly text: string;
  /** The line it begins in, from 1. */
  readonly line: number;
}

/** In the order in which they are tried; a sign is whatever is nothing else. */
const forms: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['comment', /--(?=\s|$)[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//y],
  ['text', /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"/y],
  ['name', /`(?:[^`]|``)+`/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['word', /[\p{L}_@$][\p{L}\p{N}_@$]*/uy],
  ['sign', /[\s\S]/y],
];

/** What a comment or a string holds is no word of the statement. */
export function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  while (at < sql.length) {
    for (const [kind, form] of forms) {
      form.lastIndex = at;
      const text = form.exec(sql)?.[0];
      if (text === undefined) continue;
      if (kind !== 'space') tokens.push({ kind, text, line });
      line += text.split('\n').length - 1;
      at += text.length;
      break;
    }
  }
  return tokens;
}
