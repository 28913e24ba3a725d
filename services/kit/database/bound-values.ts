export type SqlValue = string | number | bigint | boolean | Buffer | Date | null;

/**
 * What a prepared statement is given. Whole numbers go as text, since mysql2 binds every number as a DOUBLE,
 * which MySQL refuses in LIMIT.
 */
export function bound(values: readonly SqlValue[]): (string | number | boolean | Buffer | Date | null)[] {
  return values.map((value) => {
    if (typeof value === 'bigint') return value.toString();
    return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  });
}
