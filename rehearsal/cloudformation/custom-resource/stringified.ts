import type { Properties } from '../../plane.ts';

/** CloudFormation hands a custom resource its numbers and booleans as strings. */
export function stringified(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, asText(value)]));
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null) return stringified(value as Properties);
  return value === undefined ? undefined : String(value);
}
