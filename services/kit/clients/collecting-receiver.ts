import type { IncomingHttpHeaders } from 'node:http';
import type { Receiver } from './exchange.ts';
import type { ServiceAnswer } from './service-client.ts';
import { UpstreamFailure } from './upstream-failure.ts';

/** Takes a whole answer into memory, up to a limit. */
export function collectingReceiver(
  upstream: string,
  limit: number,
): { readonly receiver: Receiver; answer(): ServiceAnswer } {
  let status = 0;
  let headers: IncomingHttpHeaders = {};
  let chunks: Buffer[] = [];
  let length = 0;
  let abort: (reason: Error) => void = () => {};
  return {
    receiver: {
      head(itsStatus, itsHeaders, controller) {
        status = itsStatus;
        headers = itsHeaders;
        chunks = [];
        length = 0;
        abort = (reason) => controller.abort(reason);
      },
      data(chunk) {
        length += chunk.length;
        if (length > limit) {
          abort(
            new UpstreamFailure(upstream, 'broken', {
              cause: new Error(`its answer is over ${limit} bytes`),
            }),
          );
        } else chunks.push(chunk);
      },
      end() {},
    },
    answer: () => ({ status, headers, body: Buffer.concat(chunks, length) }),
  };
}
