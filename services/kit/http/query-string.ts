import { badRequest } from '../problems/problem.ts';

const mostParameters = 100;

/** The parameters behind the question mark; a name that stands twice gives a list. Invalid UTF-8 is a 400. */
export function parseQuery(url: string): Readonly<Record<string, string | string[]>> {
  const values: Record<string, string | string[]> = Object.create(null);
  const start = url.indexOf('?');
  if (start < 0 || start === url.length - 1) return values;
  const parts = url.slice(start + 1).split('&');
  if (parts.length > mostParameters) {
    throw badRequest(`the query has ${parts.length} parameters, at most ${mostParameters} are read`);
  }
  for (const part of parts) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decode(part.slice(equals + 1));
    const before = values[name];
    values[name] = before === undefined ? value : [before, value].flat();
  }
  return values;
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('the query holds percent signs that are not UTF-8');
  }
}
