import { changeWords } from './property-words.ts';
import type { Refusal } from './refusal.ts';
import type { PropertyChange, ResourceChange } from './resource-change.ts';
import { type TrafficType, trafficTypes } from './traffic-types.ts';

/** What among these changes would touch live traffic otherwise than by a release. */
export function movedTraffic(changes: readonly ResourceChange[]): readonly Refusal[] {
  return changes.flatMap(refusalsOf);
}

function refusalsOf(change: ResourceChange): readonly Refusal[] {
  const traffic = trafficTypes[change.type];
  if (traffic === undefined) return [];
  const { noun, untouchable, path, pathsOf = {} } = traffic;
  const address = `${change.stack}/${change.id}`;
  const refusal = (property: string | undefined, what: string): Refusal => ({
    address,
    property,
    sentence: `${address} (${change.type}): ${what}; ${pathsOf[property ?? ''] ?? path}`,
  });
  if (untouchable !== undefined) return [refusal(undefined, `it is ${change.kind}, and ${untouchable}`)];
  if (change.kind === 'added') return [];
  if (change.kind === 'removed') {
    return [refusal(undefined, `removing the ${noun} takes away what live traffic goes by`)];
  }
  const moved = change.properties.flatMap((property) => {
    const effect = effectOf(property, traffic, change);
    return effect === undefined ? [] : [refusal(property.property, `${changeWords(property)} ${effect}`)];
  });
  if (moved.length > 0 || change.replacement !== 'certain') return moved;
  const names = change.properties.map(({ property }) => property).join(', ') || 'this change';
  return [refusal(undefined, `${names} replaces the ${noun}, by which live traffic goes`)];
}

function effectOf(
  { property }: PropertyChange,
  { noun, replacedBy, movedBy = {}, frozen }: TrafficType,
  { deployed = {} }: ResourceChange,
): string | undefined {
  if (replacedBy.includes(property)) return `replaces the ${noun}, by which live traffic goes`;
  return movedBy[property] ?? frozen?.(deployed);
}
