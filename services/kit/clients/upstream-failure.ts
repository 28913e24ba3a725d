import { badGateway, gatewayTimeout, type Problem, unavailable } from '../problems/problem.ts';

/**
 * `unsent`: no connection came about, so nothing was carried out. `broken`: the connection failed later.
 * `late`: no answer in time. `expired`: less time was left than the service may take. `answered`: a balancer answered in the service's stead. `open`: the circuit is.
 * `full`: the bulkhead is. `cancelled`: whoever asked is gone.
 */
export type FailureKind =
  | 'unsent'
  | 'broken'
  | 'late'
  | 'expired'
  | 'answered'
  | 'open'
  | 'full'
  | 'cancelled';

/** Why an upstream did not answer. */
export class UpstreamFailure extends Error {
  readonly upstream: string;
  readonly kind: FailureKind;
  /** Of an `answered` failure. */
  readonly status: number | undefined;
  /** The answer was begun, or passed on as it is: nothing can be sent in its place. */
  passedOn = false;
  /** A further attempt was granted already. */
  retryGranted = false;

  constructor(
    upstream: string,
    kind: FailureKind,
    more: { readonly status?: number; readonly cause?: unknown } = {},
  ) {
    super(`${upstream}: ${kind}${more.status === undefined ? '' : ` ${more.status}`}`, { cause: more.cause });
    this.name = 'UpstreamFailure';
    this.upstream = upstream;
    this.kind = kind;
    this.status = more.status;
  }
}

/** For a span, which tells nothing but the kind. */
export function outcomeOf(error: unknown): string {
  return error instanceof UpstreamFailure ? error.kind : 'failed';
}

/** What the client is told: whose fault it is, and when to come back, not how the inside looks. */
export function failureProblem({ upstream, kind, status }: UpstreamFailure): Problem {
  if (kind === 'late' || kind === 'expired' || status === 504)
    return gatewayTimeout(`${upstream} did not answer in time`);
  if (kind === 'open') return unavailable(`${upstream} has been failing and is given a rest`, 2);
  if (kind === 'full') return unavailable(`${upstream} has as many requests under way as it is given`);
  if (status === 503) return unavailable(`${upstream} cannot take requests at the moment`);
  return badGateway(`${upstream} could not be reached`);
}
