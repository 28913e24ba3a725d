import { describe, expect, it } from '@jest/globals';
import { awaitCopies } from '../../../pipeline/build/await-copies.ts';

const image = { repository: 'shoal/catalog', tag: 'abc' };

/** A region to which the image comes after so many looks. */
async function awaited(looks: number): Promise<{ said: string[]; pauses: number }> {
  const said: string[] = [];
  let [asked, pauses] = [0, 0];
  await awaitCopies({
    images: [image],
    copies: new Map([['eu-west-1', { has: async () => ++asked > looks }]]),
    say: (sentence) => said.push(sentence),
    pause: async () => void pauses++,
  });
  return { said, pauses };
}

describe('copies of images', () => {
  it('are waited for, with one sentence about it', async () => {
    expect(await awaited(3)).toEqual({
      said: ['Waiting for the copy of shoal/catalog:abc in eu-west-1'],
      pauses: 3,
    });
  });

  it('hold nobody up where they are there', async () => {
    expect(await awaited(0)).toEqual({ said: [], pauses: 0 });
  });

  it('that do not come are an error that says where to look', async () => {
    await expect(awaited(1000)).rejects.toThrow(
      'registry: shoal/catalog:abc has not come to eu-west-1 within 15 minutes, look at what hinders it: aws ecr describe-image-replication-status --repository-name shoal/catalog --image-id imageTag=abc',
    );
  });
});
