import type { RequestContext } from '../../../../services/kit/http/request-context.ts';
import { recordedLog } from './recorded-log.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** The context of a request in whose course another service is called. */
export function callContext(authorization?: string): RequestContext {
  return {
    traceparent,
    correlationId: 'one',
    authorization,
    remainingMs: () => 2000,
    log: recordedLog().log,
    span: () => ({ traceparent, end: () => {} }),
  } as Partial<RequestContext> as RequestContext;
}
