import { createHash } from 'node:crypto';
import type { RegistryLogin } from './registry.ts';

/** What names a thing in a registry. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** One repository of a registry, for what Docker does not push. */
export interface OciRepository {
  /** The manifest under this tag, where there is one. */
  find(tag: string): Promise<Descriptor | undefined>;
  /** Keeps these bytes, where they are not kept yet. */
  keep(bytes: Buffer, mediaType: string): Promise<Descriptor>;
  /** Gives the tag to a manifest. */
  tag(tag: string, manifest: object, mediaType: string): Promise<void>;
}

const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
];

/** Talks the protocol of all registries, which ECR answers too, to whom its own API knows no artifacts. */
export function ociRepository(
  { endpoint, user, password }: Pick<RegistryLogin, 'endpoint' | 'user' | 'password'>,
  repository: string,
): OciRepository {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const at = `${endpoint}/v2/${repository}`;
  async function ask(method: string, url: string | URL, expected: readonly number[], body?: Body) {
    const answer = await fetch(url, {
      method,
      headers: {
        authorization,
        accept: manifestTypes.join(', '),
        ...(body && { 'content-type': body.type }),
      },
      ...(body && { body: new Uint8Array(body.bytes) }),
    });
    if (expected.includes(answer.status)) return answer;
    throw new Error(
      `registry: ${method} ${new URL(url).pathname} was answered ${answer.status} ${answer.statusText}: ${(await answer.text()).slice(0, 300)}`,
    );
  }
  return {
    async find(tag) {
      const answer = await ask('GET', `${at}/manifests/${tag}`, [200, 404]);
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (answer.status === 404) return undefined;
      const mediaType = answer.headers.get('content-type') ?? manifestTypes[0] ?? '';
      return { mediaType, digest: digestOf(bytes), size: bytes.length };
    },
    async keep(bytes, mediaType) {
      const digest = digestOf(bytes);
      const { status } = await ask('HEAD', `${at}/blobs/${digest}`, [200, 404]);
      if (status === 404) {
        const { headers } = await ask('POST', `${at}/blobs/uploads/`, [202]);
        const place = new URL(headers.get('location') ?? '', `${at}/`);
        place.searchParams.set('digest', digest);
        await ask('PUT', place, [201], { bytes, type: 'application/octet-stream' });
      }
      return { mediaType, digest, size: bytes.length };
    },
    async tag(tag, manifest, mediaType) {
      const bytes = Buffer.from(JSON.stringify(manifest));
      await ask('PUT', `${at}/manifests/${tag}`, [201], { bytes, type: mediaType });
    },
  };
}

interface Body {
  readonly bytes: Buffer;
  readonly type: string;
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
