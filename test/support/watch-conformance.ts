import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Operation } from '../../services/kit/http/operation.ts';
import { openapiDocument } from '../../services/kit/openapi/openapi-document.ts';
import { conformanceTo, type HttpExchange } from './openapi-conformance.ts';
import type { OpenApiDocument } from './openapi-reader.ts';

export interface ConformanceWatch {
  /** Every difference so far between what was exchanged and what is described. */
  readonly violations: readonly string[];
  /** Throws where there is one. */
  assert(): void;
}

/** Holds all that a server of a test exchanges to the description of its own operations. */
export function watchConformance(server: Server, operations: readonly Operation[]): ConformanceWatch {
  const description = { title: 'Test', description: 'of a test', version: '0', operations };
  const document = JSON.parse(JSON.stringify(openapiDocument(description))) as OpenApiDocument;
  const differences = conformanceTo(document);
  const violations: string[] = [];
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    recordExchange(request, response, (exchange) => violations.push(...differences(exchange)));
  });
  return {
    violations,
    assert() {
      if (violations.length === 0) return;
      throw new Error(`the API differs from its description:\n${violations.slice(0, 20).join('\n')}`);
    },
  };
}

/** Copies what passes and changes nothing: neither side can tell. */
function recordExchange(
  request: IncomingMessage,
  response: ServerResponse,
  done: (exchange: HttpExchange) => void,
): void {
  const sent: Buffer[] = [];
  const got: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk, encoding) => {
    if (chunk !== null) got.push(Buffer.from(chunk));
    return push(chunk, encoding);
  };
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  response.write = ((chunk: string | Buffer, ...rest: unknown[]) => {
    sent.push(Buffer.from(chunk));
    return write(chunk, ...rest);
  }) as typeof response.write;
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
  response.end = ((...given: unknown[]) => {
    const [chunk] = given;
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) sent.push(Buffer.from(chunk));
    return end(...given);
  }) as typeof response.end;
  // Of `writeHead` only what is also set is told by `getHeaders`.
  let headers: Record<string, string | undefined> = {};
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = ((...given: unknown[]) => {
    const last = given.at(-1);
    if (typeof last === 'object' && last !== null) headers = { ...last } as typeof headers;
    return writeHead(...given);
  }) as typeof response.writeHead;
  response.once('finish', () => {
    done({
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      requestHeaders: request.headers,
      requestBody: Buffer.concat(got).toString('utf8'),
      status: response.statusCode,
      headers: { ...(response.getHeaders() as Record<string, string>), ...headers },
      body: Buffer.concat(sent).toString('utf8'),
    });
  });
}
