import { playNotPlayed } from '../not-played/not-played-type.ts';
import { notPlayedTypes } from '../not-played/not-played-types.ts';
import type { PlayedType } from '../plane.ts';
import { TemplateError } from './template-error.ts';

export interface TypeRegistry {
  of(type: string): PlayedType | undefined;
}

/** Finds who plays a type: by its own name, else as one of a family such as `Custom::*`, unless it is known as not played. */
export function createTypeRegistry(types: readonly PlayedType[]): TypeRegistry {
  const byName = new Map<string, PlayedType>();
  for (const played of types) {
    if (byName.has(played.type))
      throw new Error(`rehearsal: two planes play ${played.type}, let one of them`);
    byName.set(played.type, played);
  }
  return {
    of: (type) => {
      const family = Object.hasOwn(notPlayedTypes, type) ? undefined : `${type.split('::')[0]}::*`;
      return byName.get(type) ?? (family === undefined ? undefined : byName.get(family));
    },
  };
}

/** The plane that plays a type, or what stands in for one. */
export function whoPlays(registry: TypeRegistry, type: string): PlayedType {
  return registry.of(type) ?? playNotPlayed(type);
}

/** Resources may carry tags wherever AWS lets them; they name things for people and bills. */
const everywhere = new Set(['Tags']);

/** Refuses a property that the type's plane knows nothing of. `'*'` among `plays` allows any. */
export function checkProperties(logicalId: string, played: PlayedType, names: readonly string[]): void {
  if (played.plays.includes('*')) return;
  const unknown = names.filter(
    (name) => !played.plays.includes(name) && !Object.hasOwn(played.inert, name) && !everywhere.has(name),
  );
  if (unknown.length === 0) return;
  const known = [...played.plays, ...Object.keys(played.inert)].sort().join(', ');
  throw new TemplateError(
    `resource ${logicalId} (${played.type}): property ${unknown.map((name) => `'${name}'`).join(', ')} is not played, known: ${known}`,
  );
}
