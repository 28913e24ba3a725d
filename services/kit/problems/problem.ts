/** What a client is told when it cannot have what it asked for (RFC 9457). Thrown anywhere below a handler. */
export class Problem extends Error {
  readonly status: number;
  /** The last part of the problem's type; clients decide by it. */
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  /** Further members of the answer. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(definition: ProblemDefinition) {
    super(definition.detail);
    this.name = 'Problem';
    this.status = definition.status;
    this.kind = definition.kind;
    this.title = definition.title;
    this.detail = definition.detail;
    this.members = definition.members ?? {};
    this.headers = definition.headers ?? {};
  }
}

export interface ProblemDefinition {
  readonly status: number;
  readonly kind: string;
  /** The same for every problem of the kind. */
  readonly title: string;
  /** What happened this time and what would help. */
  readonly detail: string;
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export function problem(definition: ProblemDefinition): Problem {
  return new Problem(definition);
}

type Members = Readonly<Record<string, unknown>>;

export function badRequest(detail: string, members: Members = {}): Problem {
  return problem({ status: 400, kind: 'bad-request', title: 'The request is malformed', detail, members });
}

/** `reason` is the error code of RFC 6750; a request without a token gets none. */
export function unauthenticated(detail: string, reason?: 'invalid_token'): Problem {
  const challenge = reason === undefined ? 'Bearer' : `Bearer error="${reason}"`;
  return problem({
    status: 401,
    kind: 'unauthenticated',
    title: 'A valid access token is required',
    detail,
    headers: { 'www-authenticate': challenge },
  });
}

export function forbidden(detail: string): Problem {
  return problem({ status: 403, kind: 'forbidden', title: 'The caller may not do this', detail });
}

export function notFound(detail: string): Problem {
  return problem({ status: 404, kind: 'not-found', title: 'There is nothing here', detail });
}

export function methodNotAllowed(detail: string, allow: string): Problem {
  return problem({
    status: 405,
    kind: 'method-not-allowed',
    title: 'The method is not allowed here',
    detail,
    headers: { allow },
  });
}

export function conflict(detail: string, members: Members = {}): Problem {
  return problem({
    status: 409,
    kind: 'conflict',
    title: 'The request conflicts with what is there',
    detail,
    members,
  });
}

export function preconditionFailed(detail: string): Problem {
  return problem({
    status: 412,
    kind: 'precondition-failed',
    title: 'It changed since it was read',
    detail,
  });
}

export function contentTooLarge(detail: string): Problem {
  return problem({ status: 413, kind: 'content-too-large', title: 'The body is too large', detail });
}

export function unsupportedMediaType(detail: string): Problem {
  return problem({
    status: 415,
    kind: 'unsupported-media-type',
    title: 'The content type is not understood here',
    detail,
    headers: { accept: 'application/json' },
  });
}

export function unprocessable(detail: string, members: Members = {}): Problem {
  return problem({
    status: 422,
    kind: 'unprocessable',
    title: 'The request cannot be carried out as it is',
    detail,
    members,
  });
}

export function preconditionRequired(detail: string): Problem {
  return problem({
    status: 428,
    kind: 'precondition-required',
    title: 'The request must be conditional',
    detail,
  });
}

export function tooManyRequests(detail: string, retryAfterSeconds: number, members: Members = {}): Problem {
  return problem({
    status: 429,
    kind: 'too-many-requests',
    title: 'Too many requests',
    detail,
    members,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

export function badGateway(detail: string, retryAfterSeconds = 1): Problem {
  return problem({
    status: 502,
    kind: 'bad-gateway',
    title: 'A service behind this one failed to answer',
    detail,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

export function unavailable(detail: string, retryAfterSeconds = 1): Problem {
  return problem({
    status: 503,
    kind: 'unavailable',
    title: 'The service cannot take this now',
    detail,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

export function gatewayTimeout(detail: string, retryAfterSeconds = 1): Problem {
  return problem({
    status: 504,
    kind: 'gateway-timeout',
    title: 'The answer took too long',
    detail,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}
