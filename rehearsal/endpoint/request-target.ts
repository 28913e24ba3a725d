import type { IncomingHttpHeaders } from 'node:http';
import type { ApiService } from '../plane.ts';

/** What a request asks for, before its body is read as members. */
export interface RequestTarget {
  readonly signingName: string | undefined;
  /** `AmazonEC2ContainerServiceV20141113.DescribeServices` */
  readonly amzTarget: string | undefined;
}

const credential = /Credential=[^/,\s]+\/\d{8}\/[^/,\s]+\/([^/,\s]+)\/aws4_request/;

/** Reads the service from the credential scope of the signature, in the header or in a presigned query. */
export function targetOf(headers: IncomingHttpHeaders, query: URLSearchParams): RequestTarget {
  const presigned = query.get('X-Amz-Credential');
  const scope =
    credential.exec(headers.authorization ?? '') ?? credential.exec(`Credential=${presigned ?? ''}`);
  const amzTarget = headers['x-amz-target'];
  return { signingName: scope?.[1], amzTarget: typeof amzTarget === 'string' ? amzTarget : undefined };
}

/** The services that may answer: by the signature, and where there is none by what the request names. */
export function servicesFor(
  services: readonly ApiService[],
  { signingName, amzTarget }: RequestTarget,
  version: string | undefined,
): readonly ApiService[] {
  if (signingName !== undefined) return services.filter((service) => service.signingName === signingName);
  if (amzTarget !== undefined) {
    return services.filter(
      ({ protocol, namespace }) => protocol === 'json' && amzTarget.startsWith(`${namespace}.`),
    );
  }
  return services.filter(
    ({ protocol, namespace }) =>
      protocol === 'query' && version !== undefined && namespace.includes(`/${version}`),
  );
}
