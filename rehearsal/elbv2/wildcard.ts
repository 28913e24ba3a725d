export interface WildcardOptions {
  readonly ignoreCase: boolean;
}

/** Compiles a pattern of a rule: `*` stands for any characters or none, `?` for exactly one. */
export function wildcard(pattern: string, { ignoreCase }: WildcardOptions): (text: string) => boolean {
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern;
  const fold = ignoreCase ? (text: string) => text.toLowerCase() : (text: string) => text;
  if (!/[*?]/.test(wanted)) return (text) => fold(text) === wanted;
  const prefix = wanted.slice(0, -1);
  if (wanted.endsWith('*') && !/[*?]/.test(prefix)) return (text) => fold(text).startsWith(prefix);
  return (text) => matches(wanted, fold(text));
}

/** Steps back to the last star only, so no pattern takes exponential time whatever the client sends. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let read = 0;
  let star = -1;
  let resume = 0;
  while (read < text.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      resume = read;
      at += 1;
    } else if (wanted === '?' || wanted === text[read]) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      read = resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
