import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { rootCertificates } from 'node:tls';

export interface ProbeTarget {
  /** The test listener: `http://…:9080`, `https://…:9443`. */
  readonly url: string;
  /** The name the listener's rule knows the service by. */
  readonly host: string;
  readonly path: string;
  /** Trusted besides the public ones. */
  readonly authority: string | undefined;
}

export type ProbeAnswer = { readonly status: number } | { readonly trouble: string };

const longestMilliseconds = 5_000;

/** Asks once, without a connection kept from before: each question meets a fresh choice of task. */
export function probe(target: ProbeTarget): Promise<ProbeAnswer> {
  const url = new URL(target.path, target.url);
  const options = {
    agent: false as const,
    headers: { host: target.host, 'user-agent': 'shoal-after-test-traffic', connection: 'close' },
    signal: AbortSignal.timeout(longestMilliseconds),
  };
  const secure = {
    servername: target.host,
    ...(target.authority === undefined ? {} : { ca: [...rootCertificates, target.authority] }),
  };
  return new Promise((resolve) => {
    const request =
      url.protocol === 'https:' ? requestSecure(url, { ...options, ...secure }) : requestPlain(url, options);
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
      response.on('error', (error) => resolve({ trouble: error.message }));
    });
    request.on('error', (error) => resolve({ trouble: error.message }));
    request.end();
  });
}
