import { setTimeout as sleep } from 'node:timers/promises';
import type { ECSClient } from '@aws-sdk/client-ecs';

export interface FisRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type FisCaller = <Answer>(request: FisRequest) => Promise<Answer>;

export interface FisCallerParts {
  /** Whose credentials, region, signature and connections are used. */
  readonly ecs: ECSClient;
  /** @default - FIS in the client's region */
  readonly endpoint?: string | undefined;
  /** Between two tries. @default - real time */
  readonly pause?: (ms: number) => Promise<unknown>;
}

const attempts = 6;

/**
 * Calls FIS by the parts of another client of the SDK: four calls of plain JSON over HTTP need no client of their own,
 * and the signature names the service that is called.
 */
export function createFisCaller({ ecs, endpoint, pause = sleep }: FisCallerParts): FisCaller {
  return async <Answer>({ method, path, query = {}, body }: FisRequest): Promise<Answer> => {
    const region = await ecs.config.region();
    const url = new URL(endpoint ?? `https://fis.${region}.amazonaws.com`);
    const signer = await ecs.config.signer();
    for (let attempt = 1; ; attempt++) {
      try {
        const request = await signer.sign(
          {
            method,
            protocol: url.protocol,
            hostname: url.hostname,
            ...(url.port !== '' && { port: Number(url.port) }),
            path,
            query: { ...query },
            headers: { host: url.host, 'content-type': 'application/json' },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          },
          { signingService: 'fis', signingRegion: region },
        );
        const { response } = await ecs.config.requestHandler.handle(request);
        const text = Buffer.from(await ecs.config.streamCollector(response.body)).toString('utf8');
        if (response.statusCode < 300) return JSON.parse(text === '' ? '{}' : text);
        throw errorOf(response.statusCode, response.headers, text);
      } catch (error) {
        if (attempt >= attempts || !isPassing(error)) throw error;
        await pause(Math.min(20_000, 500 * 2 ** attempt));
      }
    }
  };
}

/** As the SDK makes them, so that whoever tells an operator knows them. */
function errorOf(status: number, headers: Readonly<Record<string, string>>, text: string): Error {
  const said: { readonly message?: string; readonly Message?: string; readonly __type?: string } =
    parsed(text);
  const type = headers['x-amzn-errortype'] ?? said.__type ?? `HTTP ${status}`;
  const error = new Error(said.message ?? said.Message ?? text.slice(0, 300));
  error.name = type.split(':')[0]?.split('#').at(-1) ?? type;
  return Object.assign(error, { $metadata: { httpStatusCode: status } });
}

function parsed(text: string): object {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata
    ?.httpStatusCode;
  if (status !== undefined) return status === 429 || status >= 500 || /^Throttl/.test(error.name);
  // It never came to an answer.
  return 'code' in error || error.name === 'TimeoutError';
}
