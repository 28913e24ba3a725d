import { nearestOf } from '../validation/nearest.ts';
import type { Check } from '../validation/shape.ts';

const upTo16 = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'];
const upTo48 = [...upTo16, '24xlarge', '48xlarge'];
const bursting = ['micro', 'small', 'medium'];

/** Without `db.`: what RDS has for MySQL 8.4 on Graviton in eu-central-1, by the list that the CDK validates with. */
export const databaseClass = oneOfClasses({
  prefix: '',
  words: 'a class without `db.`',
  example: 'r8g.large',
  of: 'RDS for MySQL',
  sizes: {
    t4g: [...bursting, 'large', 'xlarge', '2xlarge'],
    ...ofEach(['m6g', 'm6gd', 'm7g', 'r6g', 'r6gd', 'r7g'], upTo16),
    ...ofEach(['m8g', 'm8gd', 'm9g', 'r8g', 'r8gd'], upTo48),
  },
});

/** The CDK takes any. `r6gd`, which keeps a part on disks, needs a setting that Shoal does not make. */
export const cacheNodeType = oneOfClasses({
  prefix: 'cache.',
  words: 'a node type with `cache.`',
  example: 'cache.t4g.small',
  of: 'ElastiCache for Valkey',
  sizes: { t4g: bursting, ...ofEach(['m6g', 'm7g', 'r6g', 'r7g'], upTo16) },
});

interface Classes {
  readonly prefix: string;
  readonly words: string;
  readonly example: string;
  readonly of: string;
  /** By family. */
  readonly sizes: Readonly<Record<string, readonly string[]>>;
}

function oneOfClasses({ prefix, words, example, of, sizes }: Classes): Check {
  const known = Object.entries(sizes).flatMap(([family, own]) =>
    own.map((size) => `${prefix}${family}.${size}`),
  );
  return (value) => {
    if (typeof value === 'string' && known.includes(value)) return undefined;
    const [, family = ''] = (typeof value === 'string' && form.exec(value.slice(prefix.length))) || [];
    if (family === '' || !String(value).startsWith(prefix) || (prefix === '' && family === 'db')) {
      return { wrong: 'has the wrong form', allowed: words, fix: `write it like '${example}'` };
    }
    const own = Object.hasOwn(sizes, family) ? sizes[family] : undefined;
    const nearest = nearestOf(String(value), known);
    return {
      wrong: `is none that ${of} has on Graviton`,
      allowed:
        own === undefined
          ? `${Object.keys(sizes).join(', ')}, each with a size`
          : `${family} with ${own.join(', ')}`,
      fix: `${nearest === undefined ? `write it like '${example}'` : `did you mean '${nearest}'?`}; a newer one is added to platform/stage/instance-classes.ts`,
    };
  };
}

const form = /^([a-z0-9]+)\.[a-z0-9]+$/;

function ofEach(families: readonly string[], sizes: readonly string[]): Classes['sizes'] {
  return Object.fromEntries(families.map((family) => [family, sizes]));
}
