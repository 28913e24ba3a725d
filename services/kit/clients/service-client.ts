import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '../problems/problem.ts';
import { collectingReceiver } from './collecting-receiver.ts';
import { type CallContext, outgoingHeaders } from './outgoing-headers.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createRetryPlan, noRetries } from './retry-plan.ts';
import { createUpstream, type UpstreamParts } from './upstream.ts';
import { failureProblem, outcomeOf, UpstreamFailure } from './upstream-failure.ts';

/** Calls one other service. Where that cannot answer, a call ends in a Problem 502, 503 or 504. */
export interface ServiceClient {
  request(call: ServiceCall): Promise<ServiceAnswer>;
  /** With what to do without the other service. */
  requestOr<Fallback>(
    call: ServiceCall,
    fallback: (problem: Problem) => Fallback,
  ): Promise<ServiceAnswer | Fallback>;
  close(): Promise<void>;
}

export interface ServiceCall {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly context: CallContext;
  /** `safe`: a GET or HEAD may be sent again, from a budget. Only the outermost service does that. */
  readonly retry: 'safe' | 'never';
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ServiceClientParts extends UpstreamParts {
  readonly random?: () => number;
  /** The longest answer that is taken, in bytes. @default - 1 MiB */
  readonly answerLimit?: number;
}

export function createServiceClient(parts: ServiceClientParts): ServiceClient {
  const { random = Math.random, answerLimit = 1024 * 1024 } = parts;
  const upstream = createUpstream(parts);
  const budget = createRetryBudget();

  const exchange = async ({ context, ...call }: ServiceCall): Promise<ServiceAnswer> => {
    const safe = call.method === 'GET' || call.method === 'HEAD';
    const remainingMs = () => context.remainingMs();
    const collected = collectingReceiver(upstream.name, answerLimit);
    const span = context.span?.(`${call.method} ${upstream.name}`);
    const exchanged = upstream.exchange({
      method: call.method,
      path: call.path,
      headers: {
        ...outgoingHeaders(context),
        ...(span === undefined ? {} : { traceparent: span.traceparent }),
        ...call.headers,
      },
      body: call.body ?? null,
      remainingMs,
      receiver: collected.receiver,
      plan: call.retry === 'safe' ? createRetryPlan({ safe, budget, remainingMs, random }) : noRetries,
    });
    try {
      await exchanged;
      const answer = collected.answer();
      span?.end(answer.status);
      return answer;
    } catch (error) {
      span?.end(outcomeOf(error));
      throw error;
    }
  };
  const request = async (call: ServiceCall): Promise<ServiceAnswer> => {
    try {
      return await exchange(call);
    } catch (error) {
      throw error instanceof UpstreamFailure ? failureProblem(error) : error;
    }
  };
  return {
    request,
    async requestOr(call, fallback) {
      try {
        return await exchange(call);
      } catch (error) {
        if (!(error instanceof UpstreamFailure)) throw error;
        call.context.log.warn(`going on without ${upstream.name}`, { error });
        return fallback(failureProblem(error));
      }
    },
    close: () => upstream.close(),
  };
}
