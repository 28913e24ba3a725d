import type { Request, Response } from 'express';
import { outgoingHeaders } from '../../kit/clients/outgoing-headers.ts';
import type { RetryBudget } from '../../kit/clients/retry-budget.ts';
import { createRetryPlan } from '../../kit/clients/retry-plan.ts';
import type { Upstream } from '../../kit/clients/upstream.ts';
import { failureProblem, outcomeOf, UpstreamFailure } from '../../kit/clients/upstream-failure.ts';
import type { RequestContext } from '../../kit/http/request-context.ts';
import { writeAnswer } from '../../kit/http/write-answer.ts';
import { badRequest, methodNotAllowed } from '../../kit/problems/problem.ts';
import { clientAddress } from '../client-address.ts';
import type { StandIn } from '../substitutes/stand-in.ts';
import { answerReceiver } from './answer-receiver.ts';
import { forwardedMethods } from './forwarded-methods.ts';
import { requestHeaders } from './passed-headers.ts';
import { requestBody } from './request-body.ts';

export interface ForwardParts {
  readonly upstream: Upstream;
  /** Answers reads while the service is away. @default - nobody does, and the client is told */
  readonly standIn?: StandIn | undefined;
  readonly budget: RetryBudget;
  readonly trustedHops: number;
  /** In bytes. */
  readonly bodyLimit: number;
  readonly random: () => number;
}

/** Hands a request to the service behind and its answer back, streaming both. */
export function forward(parts: ForwardParts) {
  const { upstream, budget, trustedHops, bodyLimit, random } = parts;
  return async (request: Request, response: Response, context: RequestContext): Promise<void> => {
    refuseUnforwardable(request);
    const safe = isSafe(request.method);
    const standIn = safe && parts.standIn?.covers(request.url) ? parts.standIn : undefined;
    const body = requestBody(request, response, bodyLimit);
    const remainingMs = () => context.remainingMs();
    const span = context.span(`${request.method} ${upstream.name}`);
    const own = {
      ...outgoingHeaders(context),
      traceparent: span.traceparent,
      'x-forwarded-for': clientAddress(request, trustedHops),
    };
    const withholdsFailures = standIn !== undefined;
    const draining = () => context.draining;
    const receiver = answerReceiver({ request, response, draining, withholdsFailures });
    try {
      await upstream.exchange({
        method: request.method,
        path: request.url,
        headers: requestHeaders(request.headers, own),
        body: body.content,
        remainingMs,
        ...(standIn === undefined ? {} : { patienceMs: standIn.patienceMs }),
        receiver,
        plan: createRetryPlan({ safe, budget, remainingMs, random }),
        onCancellable(cancel) {
          response.once('close', () => {
            if (!response.writableFinished) cancel();
          });
        },
      });
      const withheld = receiver.withheld();
      if (withheld !== undefined) throw new UpstreamFailure(upstream.name, 'answered', { status: withheld });
      span.end(response.statusCode);
    } catch (error) {
      span.end(outcomeOf(error));
      const problem = body.problem();
      if (problem !== undefined && !response.headersSent) throw problem;
      if (!(error instanceof UpstreamFailure)) throw error;
      if (error.kind === 'cancelled') return;
      if (!response.headersSent) {
        const refusal = logged(error, context);
        const answer = await standIn?.answer(request.url, context);
        if (answer === undefined) throw refusal;
        writeAnswer(request, response, answer);
        return;
      }
      // Half an answer must not look whole.
      if (!response.writableEnded) response.destroy();
    }
  };
}

/** A full address would be believed over the Host header by some of those behind. */
function refuseUnforwardable({ method, url }: Request): void {
  if (!url.startsWith('/') || url.startsWith('//') || url.includes('#')) {
    throw badRequest('the request names a path: no whole address, no fragment');
  }
  if (!forwardedMethods.includes(method)) {
    const allow = forwardedMethods.join(', ');
    throw methodNotAllowed(`${method} is not allowed here, allowed: ${allow}`, allow);
  }
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function logged(failure: UpstreamFailure, context: RequestContext): Error {
  // An open circuit and a full bulkhead were told when they came about; here they would flood the log.
  if (failure.kind === 'open' || failure.kind === 'full') return failureProblem(failure);
  context.log.warn(`${failure.upstream} did not answer`, { failure: failure.kind, cause: failure.cause });
  return failureProblem(failure);
}
