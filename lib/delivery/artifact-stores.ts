import type { Stack } from 'aws-cdk-lib';
import type { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { artifactBucketName } from './delivery-names.ts';

/** The keys of the artifacts, by region. */
export type ArtifactKeys = ReadonlyMap<string, string>;

type Stores = Pick<CfnPipeline.ArtifactStoreMapProperty, 'artifactStore' | 'region'>;

/**
 * Where a pipeline keeps its artifacts. One that has actions in other regions has a store in each: CodePipeline copies
 * there what an action takes.
 */
export function artifactStores(
  stack: Stack,
  keys: ArtifactKeys,
  regions: readonly string[],
): { readonly artifactStore: CfnPipeline.ArtifactStoreProperty } | { readonly artifactStores: Stores[] } {
  const others = [...new Set(regions)].filter((region) => region !== stack.region);
  const home = storeIn(stack, keys, stack.region);
  if (others.length === 0) return { artifactStore: home.artifactStore };
  return { artifactStores: [home, ...others.map((region) => storeIn(stack, keys, region))] };
}

/** Throws where nobody has made one: an artifact that is not encrypted by us is never made. */
export function artifactKeyIn(keys: ArtifactKeys, region: string): string {
  const keyArn = keys.get(region);
  if (keyArn !== undefined) return keyArn;
  throw new Error(
    `there is no key for artifacts in ${region}, known: ${[...keys.keys()].join(', ')}; make a store there`,
  );
}

function storeIn(
  { account }: Stack,
  keys: ArtifactKeys,
  region: string,
): { readonly region: string; readonly artifactStore: CfnPipeline.ArtifactStoreProperty } {
  return {
    region,
    artifactStore: {
      type: 'S3',
      location: artifactBucketName(account, region),
      encryptionKey: { id: artifactKeyIn(keys, region), type: 'KMS' },
    },
  };
}
