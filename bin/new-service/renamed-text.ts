import { formsOf } from './service-words.ts';

export interface Renaming {
  /** The service, which is what it keeps many of: `reviews`. */
  readonly service: string;
  /** What it keeps one of: `review`. */
  readonly thing: string;
}

/** What the sample is called. Its two words make each way of writing them different from the others. */
const sample: Renaming = { service: 'sample-things', thing: 'sample-thing' };

/** The sample's text, or a path of it, with the new names in place of its own. */
export function renamed(text: string, { service, thing }: Renaming): string {
  // The plural first, since the singular is a part of it.
  const pairs = [
    ...pairsOf(formsOf(sample.service), formsOf(service)),
    ...pairsOf(formsOf(sample.thing), formsOf(thing)),
  ];
  const withArticle = /^[aeiou]/.test(thing) ? text.replaceAll(/\b([Aa]) (?=sample thing\b)/g, '$1n ') : text;
  return pairs.reduce((changed, [from, to]) => changed.replaceAll(from, to), withArticle);
}

function pairsOf<Forms extends object>(from: Forms, to: Forms): readonly (readonly [string, string])[] {
  const target: readonly string[] = Object.values(to);
  return Object.values(from).map((form: string, index) => [form, target[index] ?? form]);
}
