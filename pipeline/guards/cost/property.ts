import type { Properties } from './stack.ts';

/** What stands at `A.B.C` of a resource's properties, whatever it is. */
export function at(properties: Properties, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), properties);
}

export function textAt(properties: Properties, path: string): string | undefined {
  const value = at(properties, path);
  return typeof value === 'string' ? value : undefined;
}

/** CloudFormation takes numbers as text too. */
export function numberAt(properties: Properties, path: string): number | undefined {
  const value = at(properties, path);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function listAt(properties: Properties, path: string): readonly unknown[] {
  const value = at(properties, path);
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; what is a token and not an object with fields counts all the same. */
export function recordsAt(properties: Properties, path: string): readonly Properties[] {
  return listAt(properties, path).filter(isRecord);
}

export function isTrue(properties: Properties, path: string): boolean {
  return [true, 'true'].some((truth) => truth === at(properties, path));
}

export function isRecord(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
