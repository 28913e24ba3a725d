import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Manifest {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** A registry on loopback that stands for ECR: its own API as far as our code asks it, and the protocol of registries. */
export interface StandInRegistry {
  /** `http://127.0.0.1:40001`, for both. */
  readonly endpoint: string;
  /** `127.0.0.1:40001`, as images are named. */
  readonly host: string;
  /** What was asked of it, in order: `POST DescribeImages`, `PUT /v2/shoal/catalog/manifests/1f2e`. */
  readonly requests: readonly string[];
  manifest(repository: string, reference: string): Manifest | undefined;
  blob(digest: string): Buffer | undefined;
  /** Puts a manifest there as if it had been pushed. */
  put(repository: string, tag: string, manifest: object): void;
  /** What ECR answers to DescribeImageScanFindings, by `repository:tag`. @default - what is borne */
  scans: Map<string, object>;
  close(): Promise<void>;
}

export const standInPassword = 'stand-in';

export async function startStandInRegistry(): Promise<StandInRegistry> {
  const manifests = new Map<string, Manifest>();
  const blobs = new Map<string, Buffer>();
  const uploads = new Map<string, Buffer[]>();
  const scans = new Map<string, object>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  function keepManifest(repository: string, reference: string, manifest: Manifest): string {
    const digest = digestOf(manifest.bytes);
    manifests.set(`${repository}@${digest}`, manifest);
    if (!reference.startsWith('sha256:')) manifests.set(`${repository}:${reference}`, manifest);
    return digest;
  }
  const find = (repository: string, reference: string) =>
    manifests.get(`${repository}${reference.startsWith('sha256:') ? '@' : ':'}${reference}`);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const url = new URL(request.url ?? '/', `http://${host}`);
    const operation = request.headers['x-amz-target']?.toString().split('.').at(-1);
    requests.push(`${request.method} ${operation ?? url.pathname}`);
    if (operation !== undefined) return ecr(operation, JSON.parse(body.toString('utf8')), response);
    if (request.headers.authorization !== `Basic ${btoa(`AWS:${standInPassword}`)}`) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="stand-in"' }).end();
      return;
    }
    if (url.pathname === '/v2/') {
      response.writeHead(200).end('{}');
      return;
    }
    const [, repository = '', kind = '', rest = ''] =
      /^\/v2\/(.+?)\/(manifests|blobs)\/(.*)$/.exec(url.pathname) ?? [];
    if (kind === 'manifests') return manifestAnswer({ request, response, repository, reference: rest, body });
    if (kind === 'blobs') return blobAnswer({ request, response, url, repository, rest, body });
    response.writeHead(404).end();
  }

  function manifestAnswer({ request, response, repository, reference, body }: ManifestRequest): void {
    if (request.method === 'PUT') {
      const mediaType = request.headers['content-type'] ?? '';
      const digest = keepManifest(repository, reference, { bytes: body, mediaType });
      response.writeHead(201, { 'docker-content-digest': digest, location: request.url }).end();
      return;
    }
    const found = find(repository, reference);
    if (found === undefined) {
      response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
      return;
    }
    response.writeHead(200, {
      'content-type': found.mediaType,
      'content-length': found.bytes.length,
      'docker-content-digest': digestOf(found.bytes),
    });
    response.end(request.method === 'HEAD' ? undefined : found.bytes);
  }

  function blobAnswer({ request, response, url, repository, rest, body }: BlobRequest): void {
    if (request.method === 'POST') {
      const id = randomUUID();
      uploads.set(id, []);
      response.writeHead(202, { location: `/v2/${repository}/blobs/uploads/${id}`, range: '0-0' }).end();
      return;
    }
    if (request.method === 'PATCH' || request.method === 'PUT') {
      const id = rest.replace('uploads/', '');
      const parts = [...(uploads.get(id) ?? []), body];
      uploads.set(id, parts);
      const bytes = Buffer.concat(parts);
      if (request.method === 'PATCH') {
        response.writeHead(202, { location: url.pathname, range: `0-${bytes.length - 1}` }).end();
        return;
      }
      const digest = url.searchParams.get('digest') ?? '';
      if (digest !== digestOf(bytes)) {
        response.writeHead(400).end('{"errors":[{"code":"DIGEST_INVALID"}]}');
        return;
      }
      blobs.set(digest, bytes);
      uploads.delete(id);
      response.writeHead(201, {
        'docker-content-digest': digest,
        location: `/v2/${repository}/blobs/${digest}`,
      });
      response.end();
      return;
    }
    const found = blobs.get(rest);
    if (found === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-length': found.length, 'docker-content-digest': rest });
    response.end(request.method === 'HEAD' ? undefined : found);
  }

  function ecr(operation: string, input: EcrInput, response: ServerResponse): void {
    const say = (status: number, answered: object): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answered));
    };
    if (operation === 'GetAuthorizationToken') {
      const authorizationToken = btoa(`AWS:${standInPassword}`);
      say(200, { authorizationData: [{ authorizationToken, proxyEndpoint: `http://${host}` }] });
      return;
    }
    const tag = input.imageId?.imageTag ?? input.imageIds?.[0]?.imageTag ?? '';
    const image = find(input.repositoryName, tag);
    if (image === undefined) say(400, { __type: 'ImageNotFoundException', message: `no ${tag} here` });
    else if (operation === 'DescribeImages') {
      say(200, { imageDetails: [{ imageDigest: digestOf(image.bytes), imageTags: [tag] }] });
    } else if (operation === 'DescribeImageScanFindings') {
      say(200, scans.get(`${input.repositoryName}:${tag}`) ?? littleFound);
    } else say(400, { __type: 'UnknownOperationException', message: operation });
  }

  return {
    endpoint: `http://${host}`,
    host,
    requests,
    manifest: find,
    blob: (digest) => blobs.get(digest),
    put: (repository, tag, manifest) => {
      const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
      keepManifest(repository, tag, { bytes: Buffer.from(JSON.stringify(manifest)), mediaType });
    },
    scans,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As of most images: that nothing is known would not be believed at once. */
const littleFound = {
  imageScanStatus: { status: 'ACTIVE' },
  imageScanFindings: {
    enhancedFindings: [
      { status: 'ACTIVE', severity: 'LOW', packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2026-1' } },
    ],
  },
};

interface ManifestRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly repository: string;
  readonly reference: string;
  readonly body: Buffer;
}

interface BlobRequest extends Omit<ManifestRequest, 'reference'> {
  readonly url: URL;
  readonly rest: string;
}

interface EcrInput {
  readonly repositoryName: string;
  readonly imageId?: { readonly imageTag?: string };
  readonly imageIds?: readonly { readonly imageTag?: string }[];
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
