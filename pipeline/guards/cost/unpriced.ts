import { addressOf, type Resource } from './stack.ts';

/** A template holds something of which nobody has said what it costs. */
export class UnpricedTypesError extends Error {
  readonly resources: readonly Resource[];
  constructor(resources: readonly Resource[]) {
    const types = [...Map.groupBy(resources, ({ type }) => type)];
    const sentences = types.map(([type, [first, ...more]]) => {
      const where = first === undefined ? '' : addressOf(first);
      const others = more.length === 0 ? '' : ` and ${more.length} more`;
      return `${type} of ${where}${others} is neither priced nor free.`;
    });
    super(
      `${sentences.join('\n')}\nAdd its pricing to pipeline/guards/cost/pricers/, or to pipeline/guards/cost/free-types.ts with the page on which AWS says that it costs nothing.`,
    );
    this.name = 'UnpricedTypesError';
    this.resources = resources;
  }
}
