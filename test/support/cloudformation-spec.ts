import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from './source-hash.ts';

/** What AWS says happens to a resource when a property of it changes. */
export interface SpecifiedType {
  readonly replacedBy: readonly string[];
  readonly perhapsReplacedBy: readonly string[];
}

interface Specification {
  readonly schema: {
    readonly resource: {
      readonly entities: readonly {
        readonly cloudFormationType: string;
        readonly properties: Readonly<
          Record<string, { readonly causesReplacement?: 'yes' | 'maybe' | 'no' }>
        >;
      }[];
    };
  };
}

/** AWS's specification of these types, as the command line of the CDK brings it along to show differences. */
export function specificationOf(types: readonly string[]): ReadonlyMap<string, SpecifiedType> {
  const file = join(root, 'node_modules', 'aws-cdk', 'db.json.gz');
  const { schema }: Specification = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
  const found = schema.resource.entities.filter(({ cloudFormationType }) =>
    types.includes(cloudFormationType),
  );
  return new Map(
    found.map(({ cloudFormationType, properties }) => {
      const named = (wanted: string): readonly string[] =>
        Object.entries(properties)
          .filter(([, { causesReplacement }]) => causesReplacement === wanted)
          .map(([name]) => name)
          .sort();
      return [cloudFormationType, { replacedBy: named('yes'), perhapsReplacedBy: named('maybe') }];
    }),
  );
}
