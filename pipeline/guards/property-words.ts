import type { PropertyChange } from './resource-change.ts';

/** `DBInstanceIdentifier 'shoal-prod' -> 'shoal-shop'` */
export function changeWords({ property, before, after, because }: PropertyChange): string {
  return because === undefined
    ? `${property} ${worded(before)} -> ${worded(after)}`
    : `${property} changes, since ${because}, which`;
}

function worded(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
