/** CloudFormation begins names with capitals, the API does not. What a log driver is told is nobody's spelling. */
export function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
      name === 'Options' ? member : camelCased(member),
    ]),
  );
}
