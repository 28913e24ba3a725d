import { changesBetween } from './changes-between.ts';
import { type DataType, dataTypes } from './data-types.ts';
import { changeWords } from './property-words.ts';
import { type GuardOptions, type Refusal, withoutLetGo } from './refusal.ts';
import type { ResourceChange, Synthesis } from './resource-change.ts';

/** What must not be deployed over `before`, because it would lose data that its stage keeps. */
export function refusedChanges(
  before: Synthesis,
  after: Synthesis,
  options: GuardOptions = {},
): readonly Refusal[] {
  return refusedAmong(changesBetween(before, after), options);
}

/** The same of changes that come from elsewhere: a change set knows what a template only refers to. */
export function refusedAmong(
  changes: readonly ResourceChange[],
  { letGo = [] }: GuardOptions = {},
): readonly Refusal[] {
  return withoutLetGo(changes.flatMap(refusalsOf), letGo);
}

/** Of what CloudFormation deletes with its stack, its stage has said that it holds nothing worth keeping. */
const keeps: ReadonlySet<string | undefined> = new Set(['Retain', 'RetainExceptOnCreate', 'Snapshot']);

function refusalsOf(change: ResourceChange): readonly Refusal[] {
  const dataType = dataTypes[change.type];
  if (dataType === undefined || change.kind === 'added' || !keeps.has(change.deletionPolicy)) return [];
  const address = `${change.stack}/${change.id}`;
  const refusal = (property: string | undefined, what: string): Refusal => ({
    address,
    property,
    sentence: `${address} (${change.type}): ${what}; ${dataType.path}`,
  });
  if (change.kind === 'removed') {
    return [refusal(undefined, `removing it takes the ${dataType.noun} and what is in it out of the stage`)];
  }
  const unprotected = keeps.has(change.nextDeletionPolicy)
    ? []
    : [
        refusal(
          'DeletionPolicy',
          `without it the next change could delete the ${dataType.noun} and its data`,
        ),
      ];
  const lost = change.properties.flatMap((property) => {
    const effect = effectOf(property.property, dataType);
    return effect === undefined ? [] : [refusal(property.property, `${changeWords(property)} ${effect}`)];
  });
  if (lost.length === 0 && change.replacement === 'certain') {
    const names = change.properties.map(({ property }) => property).join(', ') || 'this change';
    return [...unprotected, refusal(undefined, `${names} replaces the ${dataType.noun} by an empty one`)];
  }
  return [...unprotected, ...lost];
}

function effectOf(property: string, dataType: DataType): string | undefined {
  const { noun, replacedBy, perhapsReplacedBy = [], emptiedBy = {} } = dataType;
  if (replacedBy.includes(property)) return `replaces the ${noun} by an empty one`;
  if (perhapsReplacedBy.includes(property)) return `may replace the ${noun} by an empty one`;
  return emptiedBy[property];
}
