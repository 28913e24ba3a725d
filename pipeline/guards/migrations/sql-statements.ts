import { type Token, tokensOf } from './sql-tokens.ts';

export interface SqlStatement {
  /** Without comments. */
  readonly tokens: readonly Token[];
  readonly line: number;
  /** The comments before it. */
  readonly comments: readonly Token[];
}

export interface SqlFile {
  readonly statements: readonly SqlStatement[];
  /** What the kit, which reads line by line, would cut otherwise than the database does. */
  readonly misread: readonly { readonly line: number; readonly sentence: string }[];
}

/** The statements of a file; each ends with a semicolon. */
export function readSql(sql: string): SqlFile {
  const all = tokensOf(sql.replaceAll('\r\n', '\n'));
  const statements: SqlStatement[] = [];
  let tokens: Token[] = [];
  let comments: Token[] = [];
  const end = () => {
    const [first] = tokens;
    if (first !== undefined) statements.push({ tokens, line: first.line, comments });
    tokens = [];
    comments = [];
  };
  for (const token of all) {
    if (token.kind === 'comment') comments.push(token);
    else if (token.text === ';') end();
    else tokens.push(token);
  }
  end();
  return {
    statements,
    misread: all.flatMap((token, index) => {
      const sentence = misreadAt(token, all[index - 1], all[index + 1]);
      return sentence === undefined ? [] : [{ line: token.line, sentence }];
    }),
  };
}

function misreadAt(token: Token, before: Token | undefined, after: Token | undefined): string | undefined {
  if (token.kind === 'comment') {
    const alone = before === undefined || lastLineOf(before) < token.line;
    if (token.text.startsWith('--') && alone) return undefined;
    return `'${shortened(token.text)}' is no comment as migrations have them; a comment is a line of its own that begins with --`;
  }
  if (token.text === ';' && after?.line === token.line) {
    return 'a statement goes on behind its semicolon; a semicolon is the last character of its line';
  }
  if (token.kind === 'text' && token.text.includes('\n')) {
    return 'a string goes over several lines; write its line ends as \\n';
  }
  if (token.kind === 'sign' && /['"`]/.test(token.text)) return `a ${token.text} is opened and never closed`;
  return undefined;
}

function lastLineOf({ line, text }: Token): number {
  return line + text.split('\n').length - 1;
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 27)}...` : text;
}
