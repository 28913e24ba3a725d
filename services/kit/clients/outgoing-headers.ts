import { deadlineHeader } from '../http/deadline.ts';
import { correlationHeader, type RequestContext } from '../http/request-context.ts';

/** What a call takes along: of a request, or of an event that is handled. */
export interface CallContext
  extends Pick<
    RequestContext,
    'traceparent' | 'correlationId' | 'traceState' | 'authorization' | 'remainingMs' | 'log'
  > {
  /** @default - the call leaves no span */
  readonly span?: RequestContext['span'];
}

/** What every hop hands on: the trace, the correlation, the time left and the caller's credentials. */
export function outgoingHeaders(context: CallContext): Record<string, string> {
  const headers: Record<string, string> = {
    traceparent: context.traceparent,
    [correlationHeader]: context.correlationId,
    [deadlineHeader]: String(Math.round(context.remainingMs())),
  };
  if (context.traceState !== undefined) headers.tracestate = context.traceState;
  if (context.authorization !== undefined) headers.authorization = context.authorization;
  return headers;
}
