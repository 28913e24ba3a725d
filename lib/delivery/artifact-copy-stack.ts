import { type Environment, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ArtifactStore } from './artifact-store.ts';

export interface ArtifactCopyStackProps {
  readonly env: Environment;
  readonly readers: readonly string[];
}

/** Where CodePipeline copies what is deployed in another region than the pipelines'. */
export class ArtifactCopyStack extends Stack {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { env, readers }: ArtifactCopyStackProps) {
    super(scope, id, {
      env,
      description: `Shoal: what pipelines deploy in ${env.region}`,
      terminationProtection: true,
    });
    Tags.of(this).add('platform', 'shoal');
    this.keyArn = new ArtifactStore(this, 'Artifacts', { readers }).key.keyArn;
  }
}
