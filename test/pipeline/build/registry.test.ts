import {
  DescribeImagesCommand,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import { describe, expect, it } from '@jest/globals';
import { ecrRegistry } from '../../../pipeline/build/registry.ts';

type Sent = Parameters<typeof ecrRegistry>[0];

/** A registry that answers every call alike. */
function answering(answer: () => unknown): { registry: ReturnType<typeof ecrRegistry>; sent: unknown[] } {
  const sent: unknown[] = [];
  const send = async (command: unknown): Promise<unknown> => {
    sent.push(command);
    return answer();
  };
  return { registry: ecrRegistry({ send } as unknown as Sent), sent };
}

function failing(error: Error): ReturnType<typeof ecrRegistry> {
  return answering(() => {
    throw error;
  }).registry;
}

describe('the registry', () => {
  it('holds an image it can describe', async () => {
    const { registry, sent } = answering(() => ({ imageDetails: [{}] }));
    expect(await registry.has('shoal/catalog', 'abc')).toBe(true);
    expect(sent[0]).toBeInstanceOf(DescribeImagesCommand);
    expect((sent[0] as DescribeImagesCommand).input).toEqual({
      repositoryName: 'shoal/catalog',
      imageIds: [{ imageTag: 'abc' }],
    });
  });

  it('does not hold one it cannot find', async () => {
    const registry = failing(new ImageNotFoundException({ message: 'none', $metadata: {} }));
    expect(await registry.has('shoal/catalog', 'abc')).toBe(false);
  });

  it('says how to make a repository that is not there', async () => {
    const registry = failing(new RepositoryNotFoundException({ message: 'none', $metadata: {} }));
    await expect(registry.has('shoal/catalog', 'abc')).rejects.toThrow(
      "registry: there is no repository 'shoal/catalog', make it first: npx cdk deploy tools/registry",
    );
  });

  it('says how to sign in where there are no credentials', async () => {
    const registry = failing(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
    await expect(registry.has('shoal/catalog', 'abc')).rejects.toThrow(/there are no AWS credentials here/);
    await expect(registry.login()).rejects.toThrow(/there are no AWS credentials here/);
  });

  it('reads the login out of its token', async () => {
    const { registry } = answering(() => ({
      authorizationData: [
        {
          authorizationToken: Buffer.from('AWS:secret').toString('base64'),
          proxyEndpoint: 'https://000000000000.dkr.ecr.eu-central-1.amazonaws.com',
        },
      ],
    }));
    expect(await registry.login()).toEqual({
      endpoint: 'https://000000000000.dkr.ecr.eu-central-1.amazonaws.com',
      host: '000000000000.dkr.ecr.eu-central-1.amazonaws.com',
      user: 'AWS',
      password: 'secret',
    });
  });
});
