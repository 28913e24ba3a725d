import type { IncomingMessage } from 'node:http';
import { type ApiService, AwsError } from '../plane.ts';
import { answerJson } from './answer-json.ts';
import { answerXml, errorXml } from './answer-xml.ts';
import { membersOf } from './query-members.ts';
import { type RequestTarget, servicesFor, targetOf } from './request-target.ts';
import { RestAnswer, RestPayload, routeOf } from './rest.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly errorCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AnsweredRequest {
  readonly message: IncomingMessage;
  readonly body: string;
  readonly requestId: string;
  /** The services whose requests are handed on, and never come here. */
  readonly handedOn: readonly string[];
  /** Told of an error that no plane meant. */
  readonly onFault: (error: unknown, operation: string) => void;
}

/** Answers one request in the protocol it came in. */
export async function answerRequest(
  services: readonly ApiService[],
  request: AnsweredRequest,
): Promise<HttpAnswer> {
  const { headers, url = '/', method } = request.message;
  const query = new URL(url, 'http://endpoint').searchParams;
  const target = targetOf(headers, query);
  if (target.amzTarget !== undefined) return answerJsonRequest(services, target, request);
  const rest = services.find(
    ({ protocol, signingName }) => protocol === 'rest-json' && signingName === target.signingName,
  );
  if (rest !== undefined) return answerRestRequest(rest, request);
  const form = method === 'GET' ? query : new URLSearchParams(request.body);
  if (form.get('Action') !== null) return answerQueryRequest(services, target, { ...request, form });
  const played = playedNames(services, request);
  const asked =
    target.signingName === undefined ? 'a request without a signature' : `service '${target.signingName}'`;
  const error = new AwsError(
    'UnknownOperationException',
    `${asked} has no Action and no X-Amz-Target; this endpoint plays the APIs of ${played}`,
    404,
  );
  return jsonError(error);
}

async function answerJsonRequest(
  services: readonly ApiService[],
  target: RequestTarget,
  request: AnsweredRequest,
): Promise<HttpAnswer> {
  const amzTarget = target.amzTarget ?? '';
  const name = amzTarget.slice(amzTarget.lastIndexOf('.') + 1);
  const contentType = request.message.headers['content-type']?.split(';')[0] ?? 'application/x-amz-json-1.1';
  try {
    const operation = find(
      servicesFor(services, target, undefined),
      'json',
      name,
      target,
      playedNames(services, request),
    );
    return { status: 200, contentType, body: answerJson(await operation(jsonMembers(request.body))) };
  } catch (error) {
    return { ...jsonError(asAwsError(error, amzTarget, request)), contentType };
  }
}

async function answerRestRequest(service: ApiService, request: AnsweredRequest): Promise<HttpAnswer> {
  const { headers, url = '/', method = 'GET' } = request.message;
  const { pathname, searchParams } = new URL(url, 'http://endpoint');
  const asked = `${method} ${pathname}`;
  try {
    const route = routeOf(Object.keys(service.operations), method, pathname);
    const operation = route && service.operations[route.key];
    if (route === undefined || operation === undefined) {
      const played = Object.keys(service.operations).join(', ');
      throw new AwsError(
        'UnknownOperationException',
        `${service.signingName}: '${asked.slice(0, 200)}' is not played here; played: ${played}`,
        404,
      );
    }
    const answer = await operation({
      ...Object.fromEntries(searchParams),
      ...route.members,
      Payload: new RestPayload(request.body, headers),
    });
    const {
      status,
      body,
      headers: own,
    } = answer instanceof RestAnswer ? answer : new RestAnswer(200, answer);
    return {
      status,
      contentType: own['content-type'] ?? 'application/json',
      headers: own,
      body: typeof body === 'string' ? body : status === 204 ? '' : answerJson(body),
    };
  } catch (error) {
    return { ...jsonError(asAwsError(error, asked, request)), contentType: 'application/json' };
  }
}

async function answerQueryRequest(
  services: readonly ApiService[],
  target: RequestTarget,
  request: AnsweredRequest & { readonly form: URLSearchParams },
): Promise<HttpAnswer> {
  const { form, requestId } = request;
  const action = form.get('Action') ?? '';
  const candidates = servicesFor(services, target, form.get('Version') ?? undefined);
  const namespace =
    candidates.find(({ protocol }) => protocol === 'query')?.namespace ?? 'http://shoal.rehearsal/';
  const contentType = 'text/xml';
  try {
    const operation = find(candidates, 'query', action, target, playedNames(services, request));
    const answer = await operation(membersOf(form));
    return { status: 200, contentType, body: answerXml({ action, namespace, requestId }, answer) };
  } catch (error) {
    const asked = asAwsError(error, action, request);
    return {
      status: asked.status,
      contentType,
      errorCode: asked.code,
      body: errorXml({ namespace, requestId }, asked),
    };
  }
}

function find(
  candidates: readonly ApiService[],
  protocol: ApiService['protocol'],
  name: string,
  { signingName }: RequestTarget,
  playedServices: string,
) {
  const own = candidates.filter((service) => service.protocol === protocol);
  for (const { operations } of own) {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation) return operation;
  }
  const code = protocol === 'json' ? 'UnknownOperationException' : 'InvalidAction';
  if (own.length === 0) {
    throw new AwsError(
      code,
      `The API of '${signingName ?? name}' is not played here; played: ${playedServices}`,
    );
  }
  const played = own
    .flatMap(({ operations }) => Object.keys(operations))
    .sort()
    .join(', ');
  throw new AwsError(
    code,
    `${own[0]?.signingName}: operation '${name.slice(0, 100)}' is not played here; played: ${played}`,
  );
}

function playedNames(services: readonly ApiService[], { handedOn }: AnsweredRequest): string {
  return [...new Set([...services.map(({ signingName }) => signingName), ...handedOn])].sort().join(', ');
}

function jsonMembers(body: string): Record<string, unknown> {
  let members: unknown;
  try {
    members = body === '' ? {} : JSON.parse(body);
  } catch {
    throw new AwsError('SerializationException', 'The request is not JSON');
  }
  if (typeof members !== 'object' || members === null || Array.isArray(members)) {
    throw new AwsError('SerializationException', 'The request is not a JSON object');
  }
  return members as Record<string, unknown>;
}

function jsonError({ code, message, status }: AwsError): HttpAnswer {
  const body = JSON.stringify({ __type: code, message, Message: message });
  return { status, contentType: 'application/x-amz-json-1.1', errorCode: code, body };
}

function asAwsError(error: unknown, operation: string, { onFault }: AnsweredRequest): AwsError {
  if (error instanceof AwsError) return error;
  onFault(error, operation);
  return new AwsError(
    'InternalFailure',
    `${operation}: ${error instanceof Error ? error.message : error}`,
    500,
  );
}
