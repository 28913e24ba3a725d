import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerToken } from '../auth/bearer-token.ts';
import type { TokenVerifier } from '../auth/token-verifier.ts';
import type { Answer } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { RequestContext } from '../http/request-context.ts';
import { thrownProblem } from '../http/thrown-problem.ts';
import { problemAnswer } from '../http/write-answer.ts';
import { gatewayTimeout, notFound } from '../problems/problem.ts';
import { createIds } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { createSampler } from '../telemetry/sampler.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { calledOperation } from './called-operation.ts';
import { answersSchema, callsPath, callsSchema, type SharedCall } from './calls.schema.ts';

export interface AnswerCallsParts {
  /** Those that can be called together with others. */
  readonly operations: readonly Operation[];
  /** The services that may: what each call asks for is checked as if it came alone. */
  readonly callers: readonly string[];
  readonly tokens: TokenVerifier;
  readonly log: Log;
  readonly clock?: Clock;
  /** @default - those of this process */
  readonly metrics?: Metrics;
}

/** Whoever is slow must not hold up those that came along: after this each is asked for again by itself. */
export const slowCallMs = 1500;
const longestMs = 10_000;
const bodyLimit = 1024 * 1024;

/** Several calls in one exchange: under load it costs little more than one, and none knows of the others. */
export function answerCalls(parts: AnswerCallsParts): Operation {
  const { tokens, log, clock = systemClock, metrics = processMetrics } = parts;
  const operations = parts.operations.map(calledOperation);
  const started = { clock, ids: createIds(), log, sampler: createSampler({ clock }), longestMs };

  const contextOf = (call: SharedCall, outer: RequestContext): RequestContext => {
    const request = { headers: call.headers } as IncomingMessage;
    const health = { draining: outer.draining };
    // It has no connection of its own: nobody sees it leave.
    const context = new RequestContext({ ...started, request, response: nobody, health });
    const { authorization } = call.headers;
    context.caller = authorization === undefined ? outer.caller : tokens.verify(bearerToken(authorization));
    return context;
  };
  const answerOne = async (
    call: SharedCall,
    outer: RequestContext,
    late: Promise<never>,
  ): Promise<string> => {
    const began = clock.now();
    let context = outer;
    let answer: Answer;
    let route: string | undefined;
    try {
      context = contextOf(call, outer);
      const called = operations.find(({ method, matches }) => method === call.method && matches(call.path));
      if (called === undefined) throw notFound(`${call.method} ${call.path} cannot be called with others`);
      route = called.path;
      if (context.remainingMs() === 0) throw gatewayTimeout('the deadline was over before the work began');
      const { caller } = context;
      answer = await Promise.race([called.answer({ ...call, body: call.body, caller, context }), late]);
    } catch (error) {
      const place = { instance: call.path, traceId: context.traceId };
      answer = problemAnswer(thrownProblem(error, context), place);
    }
    const ms = clock.now() - began;
    metrics.count('ServerErrors', answer.status >= 500 ? 1 : 0);
    if (context.sampled || answer.status >= 500) {
      const { status } = answer;
      context.log.info('called with others', { method: call.method, route, status, ms });
    }
    return written(answer);
  };
  return operation({
    method: 'POST',
    path: callsPath,
    summary: 'Takes several calls in one exchange, and answers each as if it came alone',
    access: { service: parts.callers },
    body: callsSchema,
    bodyLimit,
    answers: { 200: answersSchema },
    handle: async ({ body: { calls }, context }) => {
      metrics.observe('CallsAtOnce', calls.length);
      const { promise: late, reject } = Promise.withResolvers<never>();
      late.catch(() => {});
      const timer = clock.after(slowCallMs, () => reject(tooSlow()));
      try {
        const answers = await Promise.all(calls.map((call) => answerOne(call, context, late)));
        const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
        return { status: 200, headers, body: `{"answers":[${answers.join(',')}]}` };
      } finally {
        timer.cancel();
      }
    },
  });
}

const nobody = { once: () => nobody } as unknown as ServerResponse;

/** What an operation answers is JSON already, and goes in as it is. */
function written({ status, headers, body }: Answer): string {
  const head = `{"status":${status},"headers":${JSON.stringify(headers)}`;
  return body === undefined || body.length === 0 ? `${head}}` : `${head},"body":${body}}`;
}

function tooSlow(): Error {
  return gatewayTimeout('it takes longer than the calls it came with can wait; ask again for it alone');
}
