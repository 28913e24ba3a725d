import { isDeepStrictEqual } from 'node:util';
import { carriers, dataTypes } from './data-types.ts';
import type { PropertyChange, ResourceChange, Synthesis, Template } from './resource-change.ts';

/** How the resources of one synthesis differ from those of another; new ones are nobody's loss and not among them. */
export function changesBetween(before: Synthesis, after: Synthesis): readonly ResourceChange[] {
  return [...before].flatMap(([stack, template]) =>
    changesOfStack(stack, template, after.get(stack) ?? { Resources: {} }),
  );
}

/** What an update would add beside what there is. */
export function additionsBetween(before: Synthesis, after: Synthesis): readonly ResourceChange[] {
  return [...after].flatMap(([stack, { Resources }]) => {
    const there = before.get(stack)?.Resources;
    // A new stack comes beside all others, and has nothing of its own to lose.
    if (there === undefined) return [];
    return Object.entries(Resources)
      .filter(([id, { Type }]) => there[id]?.Type !== Type)
      .map(([id, { Type, DeletionPolicy }]) => ({
        stack,
        id,
        type: Type,
        kind: 'added' as const,
        deletionPolicy: undefined,
        nextDeletionPolicy: DeletionPolicy,
        properties: [],
      }));
  });
}

function changesOfStack(stack: string, before: Template, after: Template): readonly ResourceChange[] {
  const replaced = replacedIn(before, after);
  return Object.entries(before.Resources).flatMap(([id, resource]): readonly ResourceChange[] => {
    const { Type: type, DeletionPolicy: deletionPolicy } = resource;
    const next = after.Resources[id];
    const common = { stack, id, type, deletionPolicy, deployed: resource.Properties };
    if (next === undefined || next.Type !== type) {
      return [{ ...common, kind: 'removed', nextDeletionPolicy: undefined, properties: [] }];
    }
    const properties = [
      ...propertyChanges(resource.Properties, next.Properties),
      ...referenceChanges(resource.Properties, next.Properties, replaced),
    ];
    const changed = properties.length > 0 || deletionPolicy !== next.DeletionPolicy;
    return changed
      ? [{ ...common, kind: 'modified', nextDeletionPolicy: next.DeletionPolicy, properties }]
      : [];
  });
}

type Values = Readonly<Record<string, unknown>> | undefined;

function propertyChanges(before: Values = {}, after: Values = {}): readonly PropertyChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((property) => !isDeepStrictEqual(before[property], after[property]))
    .map((property) => ({ property, before: before[property], after: after[property] }));
}

/** Properties that read the same and mean another resource, because the one they refer to is replaced. */
function referenceChanges(
  before: Values = {},
  after: Values = {},
  replaced: readonly string[],
): readonly PropertyChange[] {
  return Object.keys(before)
    .filter((property) => isDeepStrictEqual(before[property], after[property]))
    .flatMap((property) => {
      const gone = replaced.find((id) => refersTo(before[property], id));
      if (gone === undefined) return [];
      const value = before[property];
      return [{ property, before: value, after: value, because: `${gone} is replaced` }];
    });
}

function replacedIn(before: Template, after: Template): readonly string[] {
  return Object.entries(before.Resources)
    .filter(([id, { Type, Properties }]) => {
      const replacing = carriers[Type] ?? dataTypes[Type]?.replacedBy ?? [];
      const changes = propertyChanges(Properties, after.Resources[id]?.Properties);
      return id in after.Resources && changes.some(({ property }) => replacing.includes(property));
    })
    .map(([id]) => id);
}

function refersTo(value: unknown, id: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('Ref' in value) return value.Ref === id;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return value['Fn::GetAtt'][0] === id;
  return Object.values(value).some((inside) => refersTo(inside, id));
}
