/** InnoDB indexes no shorter word (innodb_ft_min_token_size) and none of these (its built-in stopword list). */
const shortest = 3;
const stopwords = new Set(
  'about are com for from how that the this was what when where who will with und www'.split(' '),
);
const most = 8;

/**
 * The words of a shopper's query that full-text search can find.
 * Only letters and digits survive, so no operator of boolean mode (`+ - < > ( ) ~ * " @`) reaches the database.
 */
export function searchWordsOf(query: string): readonly string[] {
  const words =
    query
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const findable = words.filter((word) => [...word].length >= shortest && !stopwords.has(word));
  return [...new Set(findable)].slice(0, most);
}

/** Every word must start a word of the text. */
export function booleanQueryOf(words: readonly string[]): string {
  return words.map((word) => `+${word}*`).join(' ');
}
