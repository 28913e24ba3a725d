import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../time/clock.ts';

const longestMs = 2000;
const mostBytes = 16 * 1024 * 1024;

/**
 * Ends an answer to a request whose body nobody reads. Closing at once would reset the connection before
 * the client has read the answer, so what it still sends is thrown away for a moment.
 */
export function discardRest(
  request: IncomingMessage,
  response: ServerResponse,
  body: string | Buffer | undefined,
): void {
  if (body !== undefined) response.write(body);
  else response.flushHeaders();
  let discarded = 0;
  let over = false;
  const finish = (): void => {
    if (over) return;
    over = true;
    timer.cancel();
    response.end();
    if (!request.complete) request.destroy();
  };
  const timer = systemClock.after(longestMs, finish);
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > mostBytes) finish();
  });
  request.once('end', finish).once('close', finish).once('error', finish);
  request.resume();
}
