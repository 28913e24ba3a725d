import type { ServerResponse } from 'node:http';
import type { Receiver } from '../../kit/clients/exchange.ts';
import { answerHeaders } from './passed-headers.ts';

export interface AnswerReceiverParts {
  readonly response: ServerResponse;
  /** Whether the connection to the client ends with this answer. */
  readonly last: () => boolean;
}

/** Writes an answer to the client as it comes in, no faster than the client reads. */
export function answerReceiver({ response, last }: AnswerReceiverParts): Receiver {
  let resume: (() => void) | undefined;
  let pause: () => void = () => {};
  return {
    head(status, headers, controller) {
      pause = () => controller.pause();
      resume = () => controller.resume();
      if (last()) response.setHeader('connection', 'close');
      response.writeHead(status, answerHeaders(headers));
    },
    data(chunk) {
      if (response.write(chunk)) return;
      pause();
      response.once('drain', () => resume?.());
    },
    end() {
      resume = undefined;
      response.end();
    },
  };
}
