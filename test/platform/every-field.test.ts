import { describe, expect, it } from '@jest/globals';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { validateServices } from '../../platform/service-validation.ts';
import { services } from '../../platform/services.ts';
import { validateStages } from '../../platform/stage-validation.ts';
import { type StageDefinition, stages } from '../../platform/stages.ts';
import { problemsThrownBy } from './problems-thrown-by.ts';

type Record_ = Readonly<Record<string, unknown>>;
type Field = readonly string[];

const isRecord = (value: unknown): value is Record_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field of a definition, those of its parts included; a list is one field. */
function fieldsOf(value: Record_, above: Field = []): readonly Field[] {
  return Object.entries(value).flatMap(([name, inside]) => {
    const field = [...above, name];
    return isRecord(inside) ? [field, ...fieldsOf(inside, field)] : [field];
  });
}

/** A copy in which `change` has rewritten the record that the field is in. */
function changed(
  value: Record_,
  [name, ...below]: Field,
  change: (inside: Record_, name: string) => Record_,
): Record_ {
  if (name === undefined) return value;
  if (below.length === 0) return change(value, name);
  const inside = value[name];
  return { ...value, [name]: isRecord(inside) ? changed(inside, below, change) : inside };
}

const without = (inside: Record_, name: string): Record_ =>
  Object.fromEntries(Object.entries(inside).filter(([other]) => other !== name));
const misspelt = (inside: Record_, name: string): Record_ => ({
  ...without(inside, name),
  [`${name}x`]: inside[name],
});
const ofNoType = (inside: Record_, name: string): Record_ => ({ ...inside, [name]: Symbol.for('nothing') });
const outOfRange = (inside: Record_, name: string): Record_ => ({
  ...inside,
  [name]: typeof inside[name] === 'number' ? Infinity : '\u0000',
});

/** What may be left out, and `none`, without which its field is read as the choice that has no `none`. */
const optional =
  /: (callsAlone|goesOnWithout|signsTokens|settings|settings\..*|schedules|schedules\.[\w-]+|schedules\..*\.days|needs\.secrets|scaling\.eventsPerTaskPerSecond|seasons\.windows\.\w+|taskSizes\.\w+|.*\.none)$/;

const kinds = [
  {
    kind: 'service',
    definitions: services as readonly unknown[] as readonly Record_[],
    sentences: (one: Record_) => {
      const others = services.filter(({ name }) => name !== one.name && one.name !== undefined);
      return problemsThrownBy(() => validateServices([...others, one as unknown as ServiceDefinition]));
    },
  },
  {
    kind: 'stage',
    definitions: stages as readonly unknown[] as readonly Record_[],
    sentences: (one: Record_) => problemsThrownBy(() => validateStages([one as unknown as StageDefinition])),
  },
];

describe.each(kinds)('every field of every $kind', ({ definitions, sentences }) => {
  /** The fields in which this slip goes unnoticed, or is reported without the name of the field. */
  const unnoticed = (slip: typeof without): readonly string[] =>
    definitions.flatMap((definition) =>
      fieldsOf(definition)
        .filter((field) => {
          const found = sentences(changed(definition, field, slip));
          return !found.some(
            (sentence) => sentence.includes(field.join('.')) || sentence.includes(field.at(-1) ?? ''),
          );
        })
        .map((field) => `${definition.name}: ${field.join('.')}`),
    );

  it('is known, so that a misspelt one is named', () => {
    // What a setting is called is for its service to say, and a season for its stage; sizes are held against the list of services.
    expect(
      unnoticed(misspelt).filter((found) => !/: (settings|seasons\.windows|taskSizes)\.\w+$/.test(found)),
    ).toEqual([]);
  });

  it('is refused where it has a value of no type it knows', () => expect(unnoticed(ofNoType)).toEqual([]));
  it('is refused where its value is beyond its range', () => expect(unnoticed(outOfRange)).toEqual([]));
  it('is missed where it may not be left out', () => {
    const mandatory = unnoticed(without).filter((found) => !optional.test(found));
    expect(mandatory).toEqual([]);
  });
});
