/** The API's spelling as CloudFormation has it. What a log driver is told is nobody's spelling. */
export function capitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalized);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      name === 'options' ? member : capitalized(member),
    ]),
  );
}
