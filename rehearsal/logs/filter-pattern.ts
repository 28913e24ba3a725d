import { AwsError } from '../plane.ts';

/** The simple part of CloudWatch's filter patterns: `ERROR -timeout "not found"`, `?ERROR ?WARN`, `{ $.level = "error" }`. */
export function matcherOf(pattern: string | undefined): (message: string) => boolean {
  const text = (pattern ?? '').trim();
  if (text === '') return () => true;
  if (text.startsWith('{')) return jsonMatcher(text);
  const terms = [...text.matchAll(/([?-]?)(?:"([^"]*)"|(\S+))/g)].map(([, sign, quoted, word]) => ({
    sign,
    term: quoted ?? word ?? '',
  }));
  const required = terms.filter(({ sign }) => sign === '');
  const optional = terms.filter(({ sign }) => sign === '?');
  const excluded = terms.filter(({ sign }) => sign === '-');
  return (message) => {
    const has = ({ term }: { term: string }): boolean => message.includes(term);
    return (
      required.every(has) &&
      !excluded.some(has) &&
      (optional.length === 0 || required.length > 0 || optional.some(has))
    );
  };
}

const comparison = /^\{\s*\$\.([\w.]+)\s*(=|!=|>=|<=|>|<)\s*(?:"([^"]*)"|([^\s"]+))\s*\}$/;

function jsonMatcher(pattern: string): (message: string) => boolean {
  const [, path, operator, quoted, bare] = comparison.exec(pattern) ?? [];
  const wanted = quoted ?? bare;
  if (path === undefined || operator === undefined || wanted === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      `Invalid filter pattern: '${pattern}'. The rehearsal knows terms and one comparison, as in { $.level = "error" }`,
    );
  }
  const text = new RegExp(
    `^${wanted
      .split('*')
      .map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
  );
  return (message) => {
    const value = at(message, path);
    if (value === undefined) return false;
    if (operator === '=') return text.test(String(value));
    if (operator === '!=') return !text.test(String(value));
    const [left, right] = [Number(value), Number(wanted)];
    if (operator === '>') return left > right;
    if (operator === '<') return left < right;
    return operator === '>=' ? left >= right : left <= right;
  };
}

function at(message: string, path: string): unknown {
  try {
    let value: unknown = JSON.parse(message);
    for (const key of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
    return value;
  } catch {
    return undefined;
  }
}
