import { collectingReceiver } from '../../kit/clients/collecting-receiver.ts';
import { outgoingHeaders } from '../../kit/clients/outgoing-headers.ts';
import type { Upstream } from '../../kit/clients/upstream.ts';
import { outcomeOf } from '../../kit/clients/upstream-failure.ts';
import type { Answer } from '../../kit/http/answer.ts';
import type { RequestContext } from '../../kit/http/request-context.ts';
import type { Substitute } from './substitute.ts';

/** Answers where the service of a route could not. */
export interface StandIn {
  readonly patienceMs: number;
  /** Whether there is anything instead of this. */
  covers(url: string): boolean;
  /** Undefined where whoever is asked instead is away too. */
  answer(url: string, context: RequestContext): Promise<Answer | undefined>;
}

const longest = 256 * 1024;

export function createStandIn(substitute: Substitute, upstream: Upstream): StandIn {
  const { patienceMs } = substitute;
  return {
    patienceMs,
    covers: (url) => substitute.pathFor(url) !== undefined,
    async answer(url, context) {
      const path = substitute.pathFor(url);
      if (path === undefined) return undefined;
      const collected = collectingReceiver(upstream.name, longest);
      const span = context.span(`GET ${upstream.name} instead`);
      try {
        await upstream.exchange({
          method: 'GET',
          path,
          headers: { ...outgoingHeaders(context), traceparent: span.traceparent },
          body: null,
          remainingMs: () => context.remainingMs(),
          patienceMs,
          receiver: collected.receiver,
        });
        const { status, body } = collected.answer();
        span.end(status);
        return status === 200 ? substitute.answerTo(url, parsed(body)) : undefined;
      } catch (error) {
        span.end(outcomeOf(error));
        return undefined;
      }
    },
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
