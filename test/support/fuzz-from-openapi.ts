import { Agent, request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { fuzzedValues, noise } from './arbitrary-of-schema.ts';
import { type DescribedOperation, type OpenApiDocument, operationsOf } from './openapi-reader.ts';

export interface FuzzParts {
  /** Where the app answers. */
  readonly url: string;
  readonly document: OpenApiDocument;
  /** How many requests are sent, over all operations. */
  readonly count: number;
  /** Access tokens to try beside none and a wrong one. */
  readonly tokens?: readonly string[];
  /** Values that exist, by the name of the parameter, so that some requests get far: `{ id: ['…'] }`. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** More headers, such as one address for each request. */
  readonly headers?: fc.Arbitrary<Readonly<Record<string, string>>>;
  /** No request may take longer. @default - as long as a service gives it */
  readonly slowestMs?: number;
  /** To repeat what was found. @default - another one each time */
  readonly seed?: number;
}

export interface FuzzReport {
  readonly requests: number;
  readonly byStatus: Readonly<Record<number, number>>;
  /** Operations of which no request was carried out. */
  readonly neverCarriedOut: readonly string[];
}

interface FuzzRequest {
  readonly operation: string;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

interface FuzzAnswer {
  readonly status: number;
  readonly type: string | undefined;
  readonly text: string;
  readonly ms: number;
}

const atOnce = 8;

/** What a service gives a request that names no deadline: after it nobody waits for the answer. */
const longestMs = 10_000;

/**
 * Sends requests made from the document to every operation in it, some as they should be and most nearly so.
 * Fails on the first that is answered with a 5xx, late, with a refusal that is no problem document, or with an answer
 * that tells of the inside.
 */
export async function fuzzFromOpenApi(parts: FuzzParts): Promise<FuzzReport> {
  const { url, document, count, slowestMs = longestMs, seed } = parts;
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const byStatus: Record<number, number> = {};
  const carriedOut = new Set<string>();
  let requests = 0;
  const one = async (request: FuzzRequest): Promise<void> => {
    const answer = await send(url, request, agent);
    requests++;
    byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
    if (answer.status < 400) carriedOut.add(request.operation);
    const fault = faultIn(request, answer, slowestMs);
    if (fault !== undefined) throw new Error(`${fault}\n${shown(request)}\n${shown(answer)}`);
  };
  const operations = operationsOf(document);
  const batches = fc.array(fc.oneof(...operations.map((described) => requestsTo(described, parts))), {
    minLength: atOnce,
    maxLength: atOnce,
    size: 'max',
  });
  try {
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        await Promise.all(batch.map(one));
      }),
      { numRuns: Math.ceil(count / atOnce), endOnFailure: true, ...(seed === undefined ? {} : { seed }) },
    );
  } finally {
    agent.destroy();
  }
  const names = operations.map(nameOf);
  return { requests, byStatus, neverCarriedOut: names.filter((name) => !carriedOut.has(name)) };
}

/** Names of files, frames of a stack, words of a driver: nothing that a client may see. */
const insides =
  /node_modules|\bat \S+ \(|:\d+:\d+\)|\.ts\b|\bER_[A-Z_]+|ECONNREFUSED|WRONGTYPE|SQLSTATE|sqlMessage|Cannot read propert|is not a function/;

function faultIn(
  request: FuzzRequest,
  { status, type, text, ms }: FuzzAnswer,
  slowestMs: number,
): string | undefined {
  if (status >= 500) return `a ${status}`;
  if (ms > slowestMs) return `an answer after ${Math.round(ms)} ms, ${slowestMs} are allowed`;
  // What the client itself sent, `instance` holds the path, tells it nothing.
  const leak = insides.exec(text)?.[0];
  if (leak !== undefined && !JSON.stringify(request).includes(leak))
    return 'an answer that tells of the inside';
  if (status < 400) return undefined;
  if (type !== 'application/problem+json') return `a refusal of the type ${type}`;
  const problem = parsed(text);
  if (
    problem?.status !== status ||
    typeof problem.detail !== 'string' ||
    typeof problem.traceId !== 'string'
  ) {
    return 'a refusal that is no whole problem document';
  }
  return undefined;
}

function requestsTo(described: DescribedOperation, parts: FuzzParts): fc.Arbitrary<FuzzRequest> {
  const { method, path, operation } = described;
  const inPlace = (place: string) =>
    (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  const schema = operation.requestBody?.content['application/json']?.schema;
  return fc
    .record({
      path: fc.record(valuesOf(inPlace('path'), parts)),
      query: fc.record(valuesOf(inPlace('query'), parts), { requiredKeys: [] }),
      given: fc.record(valuesOf(inPlace('header'), parts), { requiredKeys: [] }),
      unknown: fc.option(fc.tuple(fc.string(), fc.string()), { freq: 8, nil: undefined }),
      token: fc.constantFrom(undefined, 'not.a.token', ...(parts.tokens ?? []), ...(parts.tokens ?? [])),
      body: schema === undefined ? fc.constant(undefined) : bodies(schema),
      more: parts.headers ?? fc.constant({}),
    })
    .map(({ path: params, query, given, unknown, token, body, more }) => {
      const pairs = [...Object.entries(query), ...(unknown === undefined ? [] : [unknown])].map(
        ([name, value]) => `${encoded(name)}=${encoded(value)}`,
      );
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(params[name]));
      return {
        operation: nameOf(described),
        method,
        target: `${filled}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`,
        headers: {
          ...more,
          ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, headerText(value)])),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body,
      };
    });
}

function valuesOf(
  parameters: readonly { readonly name: string; readonly schema: object }[],
  { values = {} }: FuzzParts,
): Record<string, fc.Arbitrary<unknown>> {
  const entries = parameters.map(({ name, schema }) => {
    const known = values[name] ?? [];
    const fuzzed = fuzzedValues(schema);
    const arbitrary =
      known.length === 0
        ? fuzzed
        : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fuzzed });
    return [name, arbitrary] as const;
  });
  return Object.fromEntries(entries);
}

/** Mostly JSON that could be meant; sometimes JSON of anything, and sometimes no JSON. */
function bodies(schema: object): fc.Arbitrary<string | Buffer> {
  return fc.oneof(
    { weight: 12, arbitrary: fuzzedValues(schema).map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: noise.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)) },
  );
}

function nameOf({ method, path }: DescribedOperation): string {
  return `${method} ${path}`;
}

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return encodeURIComponent(text.toWellFormed()).slice(0, 2000);
}

/** Node sends no other characters in a header. */
function headerText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 1000);
}

function send(
  url: string,
  { method, target, headers, body }: FuzzRequest,
  agent: Agent,
): Promise<FuzzAnswer> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const outgoing = httpRequest(`${url}/`, { method, path: target, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'],
          text: Buffer.concat(chunks).toString('utf8'),
          ms: performance.now() - began,
        });
      });
    });
    outgoing.once('error', (cause) => reject(new Error(`no answer to ${method} ${target}`, { cause })));
    outgoing.end(body);
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shown(value: FuzzRequest | FuzzAnswer): string {
  return JSON.stringify(value).slice(0, 2000);
}
