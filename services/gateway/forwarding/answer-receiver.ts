import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Receiver } from '../../kit/clients/exchange.ts';
import { discardRest } from '../../kit/http/discard-rest.ts';
import { hasBody } from '../../kit/http/read-body.ts';
import { withVary } from '../../kit/http/vary.ts';
import { answerHeaders } from './passed-headers.ts';

export interface AnswerReceiverParts {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly draining: () => boolean;
  /** Whether failures are kept from the client, since something is answered instead. */
  readonly withholdsFailures: boolean;
}

export interface AnswerReceiver extends Receiver {
  /** The status that was kept from the client. */
  withheld(): number | undefined;
}

/** Writes an answer to the client as it comes in, no faster than the client reads. */
export function answerReceiver(parts: AnswerReceiverParts): AnswerReceiver {
  const { request, response, draining, withholdsFailures } = parts;
  // What the service left unread would be taken for the next request.
  const leavesBody = (): boolean => hasBody(request) && !request.complete;
  let resume: (() => void) | undefined;
  let missing = 0;
  let last: Buffer | undefined;
  let withheld: number | undefined;
  let pause: () => void = () => {};
  return {
    withheld: () => withheld,
    head(status, headers, controller) {
      if (withholdsFailures && status >= 500) {
        withheld = status;
        return;
      }
      pause = () => controller.pause();
      resume = () => controller.resume();
      if (draining() || leavesBody()) response.setHeader('connection', 'close');
      const vary = withVary(response, headers.vary);
      const passed = answerHeaders(headers);
      for (let at = 0; at < passed.length; at += 2)
        response.setHeader(String(passed[at]), passed[at + 1] ?? '');
      if (vary !== undefined) response.setHeader('vary', vary);
      missing = Number(headers['content-length'] ?? Number.NaN);
      response.writeHead(status);
    },
    data(chunk) {
      if (withheld !== undefined) return;
      missing -= chunk.length;
      // The end follows at once: head, body and end are then one piece of work and one write.
      if (missing === 0) {
        last = chunk;
        return;
      }
      if (response.write(chunk)) return;
      pause();
      response.once('drain', () => resume?.());
    },
    end() {
      resume = undefined;
      if (withheld !== undefined) return;
      if (leavesBody()) discardRest(request, response, last);
      else response.end(last);
    },
  };
}
