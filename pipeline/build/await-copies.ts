import type { Registry } from './registry.ts';

export interface CopiesToAwait {
  readonly images: readonly { readonly repository: string; readonly tag: string }[];
  /** The registries that images are copied to, by their region. */
  readonly copies: ReadonlyMap<string, Pick<Registry, 'has'>>;
  readonly say: (sentence: string) => void;
  readonly pause: () => Promise<unknown>;
}

/** With five seconds between them: what ECR copies takes minutes at most. */
const looks = 180;

/** Waits until every region that has stages has every image: a task of a stage that pulls too early does not start. */
export async function awaitCopies({ images, copies, say, pause }: CopiesToAwait): Promise<void> {
  for (const [region, registry] of copies) {
    for (const { repository, tag } of images) {
      for (let left = looks; !(await registry.has(repository, tag)); left--) {
        if (left === looks) say(`Waiting for the copy of ${repository}:${tag} in ${region}`);
        if (left === 0) {
          throw new Error(
            `registry: ${repository}:${tag} has not come to ${region} within 15 minutes, look at what hinders it: aws ecr describe-image-replication-status --repository-name ${repository} --image-id imageTag=${tag}`,
          );
        }
        await pause();
      }
    }
  }
}
