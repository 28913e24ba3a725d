import { describe, expect, it } from '@jest/globals';
import { contentHashOf } from '../../../pipeline/build/content-hash.ts';
import { pushImages } from '../../../pipeline/build/push.ts';
import { repository } from './repository.ts';

const host = '000000000000.dkr.ecr.eu-central-1.amazonaws.com';

/** Pushes catalog and gateway to a registry that holds `there`, and tells what was done. */
async function pushed(root: string, there: readonly string[]): Promise<{ done: string[]; said: string[] }> {
  const done: string[] = [];
  const said: string[] = [];
  await pushImages({
    root,
    services: ['catalog', 'gateway'],
    say: (sentence) => said.push(sentence),
    registry: {
      has: async (repositoryName, tag) => there.includes(`${repositoryName}:${tag}`),
      login: async () => ({ endpoint: `https://${host}`, host, user: 'AWS', password: 'secret' }),
    },
    docker: {
      login: async (login) => void done.push(`login ${login.user}@${login.host}`),
      buildAndPush: async ({ service, uri, dockerLibrary }) =>
        void done.push(`${service} ${uri} on ${dockerLibrary}`),
    },
  });
  return { done, said };
}

describe('pushing images', () => {
  it('builds those the registry does not hold, and no other', async () => {
    const root = repository();
    const catalog = `shoal/catalog:${contentHashOf('catalog', root)}`;
    const gateway = `shoal/gateway:${contentHashOf('gateway', root)}`;
    const { done, said } = await pushed(root, [catalog]);
    expect(done).toEqual([`login AWS@${host}`, `gateway ${host}/${gateway} on ${host}/base/docker/library`]);
    expect(said).toEqual([`${catalog} is in the registry`, `Building ${gateway}`, `${gateway} is pushed`]);
  });

  it('does not even sign in where nothing is missing', async () => {
    const root = repository();
    const all = ['catalog', 'gateway'].map((name) => `shoal/${name}:${contentHashOf(name, root)}`);
    expect((await pushed(root, all)).done).toEqual([]);
  });
});
