import type { ServerResponse } from 'node:http';
import type { Receiver } from '../../kit/clients/exchange.ts';
import { answerHeaders } from './passed-headers.ts';

export interface AnswerReceiverParts {
  readonly response: ServerResponse;
  /** The client still sends a body that nobody will read. */
  readonly unread: () => boolean;
}

/** Writes an answer to the client as it comes in, no faster than the client reads. */
export function answerReceiver({ response, unread }: AnswerReceiverParts): Receiver {
  let resume: (() => void) | undefined;
  let pause: () => void = () => {};
  return {
    head(status, headers, controller) {
      pause = () => controller.pause();
      resume = () => controller.resume();
      if (unread()) response.setHeader('connection', 'close');
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
