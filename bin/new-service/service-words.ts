/** A name in each way that sources write it. */
export interface WordForms {
  /** `stock-takes` */
  readonly kebab: string;
  /** `StockTakes` */
  readonly pascal: string;
  /** `stockTakes` */
  readonly camel: string;
  /** `stock_takes` */
  readonly snake: string;
  /** `stock takes` */
  readonly words: string;
  /** `Stock takes` */
  readonly sentence: string;
}

export function formsOf(kebab: string): WordForms {
  const parts = kebab.split('-');
  const pascal = parts.map(capitalized).join('');
  const words = parts.join(' ');
  return {
    kebab,
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    snake: parts.join('_'),
    words,
    sentence: capitalized(words),
  };
}

/** What a service of this name keeps one of: `reviews` keeps a `review`. Undefined where it cannot be told. */
export function singularOf(name: string): string | undefined {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  if (/(ss|x|z|ch|sh)es$/.test(name)) return name.slice(0, -2);
  return /[^s]s$/.test(name) ? name.slice(0, -1) : undefined;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
