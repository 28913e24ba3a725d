export type LogLine = Readonly<Record<string, unknown>>;

/** A query in the language of Logs Insights, as far as a test can ask it. */
export interface InsightsQuery {
  /** The fields of a line that it names; those beginning with @ are of CloudWatch itself. */
  readonly fields: readonly string[];
  /** Whether its filters let a line through. */
  lets(line: LogLine): boolean;
}

const words = new Set(
  'filter fields stats sort limit and in as by asc desc count sum min max earliest latest ispresent'.split(
    ' ',
  ),
);

export function readQuery(query: string): InsightsQuery {
  const commands = query.split('\n').map((line) => line.replace(/^\| /, ''));
  const made = new Set([...query.matchAll(/\bas (\w+)/g)].map(([, name]) => name));
  const named = query.replaceAll(/'[^']*'/g, '').match(/(?<![\w.])[@A-Za-z_][\w.]*/g) ?? [];
  const filters = commands
    .filter((command) => command.startsWith('filter '))
    .flatMap((command) => command.slice('filter '.length).split(' and '))
    .map(conditionOf);
  return {
    fields: [...new Set(named)].filter((name) => !words.has(name) && !made.has(name)),
    lets: (line) => filters.every((condition) => condition(line)),
  };
}

/** `Latency.Sum` is a member of a member. */
export function fieldOf(line: LogLine, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
      line,
    );
}

function conditionOf(text: string): (line: LogLine) => boolean {
  const [, present] = /^ispresent\(([\w.]+)\)$/.exec(text) ?? [];
  if (present !== undefined) return (line) => fieldOf(line, present) !== undefined;
  const [, field = '', sign, wanted = ''] = /^([\w.]+) (=|!=|>=|in) (.+)$/.exec(text) ?? [];
  if (sign === undefined) throw new Error(`the condition '${text}' is not one that this can ask`);
  const values = [...wanted.matchAll(/'([^']*)'|(\d+)/g)].map(([, word, number]) => word ?? Number(number));
  if (sign === '>=') return (line) => Number(fieldOf(line, field)) >= Number(values[0]);
  if (sign === '!=') return (line) => !values.includes(fieldOf(line, field) as string);
  return (line) => values.includes(fieldOf(line, field) as string);
}
