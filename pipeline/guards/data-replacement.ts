import { changesBetween } from './changes-between.ts';
import { type DataType, dataTypes } from './data-types.ts';
import type { PropertyChange, ResourceChange, Synthesis } from './resource-change.ts';

/** A change that would lose what a resource holds. */
export interface Refusal {
  /** `prod-data/DatabaseInstance24D16791` */
  readonly address: string;
  /** The property that brings it about; none where the resource is removed. */
  readonly property: string | undefined;
  /** What would happen, and what to do instead. */
  readonly sentence: string;
}

export interface GuardOptions {
  /** Resources that somebody has decided to lose, by their addresses. @default - none */
  readonly letGo?: readonly string[];
}

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
  const refusals = changes.flatMap(refusalsOf);
  const known = [...new Set(refusals.map(({ address }) => address))];
  const idle = letGo.find((address) => !known.includes(address));
  if (idle !== undefined) {
    throw new Error(
      `'${idle}' is to be let go, and no change would lose it; what would be lost: ${known.join(', ') || 'nothing'}`,
    );
  }
  return refusals.filter(({ address }) => !letGo.includes(address));
}

/** Of what CloudFormation deletes with its stack, its stage has said that it holds nothing worth keeping. */
const keeps: ReadonlySet<string | undefined> = new Set(['Retain', 'RetainExceptOnCreate', 'Snapshot']);

function refusalsOf(change: ResourceChange): readonly Refusal[] {
  const dataType = dataTypes[change.type];
  if (dataType === undefined || !keeps.has(change.deletionPolicy)) return [];
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
  return [
    ...unprotected,
    ...change.properties.flatMap((property) => {
      const effect = effectOf(property.property, dataType);
      return effect === undefined ? [] : [refusal(property.property, `${shown(property)} ${effect}`)];
    }),
  ];
}

function effectOf(property: string, dataType: DataType): string | undefined {
  const { noun, replacedBy, perhapsReplacedBy = [], emptiedBy = {} } = dataType;
  if (replacedBy.includes(property)) return `replaces the ${noun} by an empty one`;
  if (perhapsReplacedBy.includes(property)) return `may replace the ${noun} by an empty one`;
  return emptiedBy[property];
}

function shown({ property, before, after, because }: PropertyChange): string {
  return because === undefined
    ? `${property} ${worded(before)} -> ${worded(after)}`
    : `${property} changes, since ${because}, which`;
}

function worded(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
