import { request as ask, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isOneHop } from './hop-headers.ts';
import { errorPage, rawAnswer } from './own-answer.ts';
import type { Target } from './target.ts';
import type { TrafficCounters } from './traffic-counters.ts';

export interface UpgradeProps {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What the client sent right behind its request. */
  readonly head: Buffer;
  readonly target: Target;
  readonly path: string;
  readonly headers: readonly string[];
  readonly idleTimeoutMs: number;
  readonly counters: readonly TrafficCounters[];
}

/** Carries a WebSocket: the target's yes or no goes back as it is, and after a yes bytes pass both ways. */
export function upgrade({
  request,
  socket,
  head,
  target,
  path,
  headers,
  idleTimeoutMs,
  counters,
}: UpgradeProps): void {
  const began = performance.now();
  const asked = ask({
    host: target.address,
    port: target.port,
    method: request.method,
    path,
    agent: false,
    headers: [...headers, 'connection', 'Upgrade', 'upgrade', request.headers.upgrade ?? 'websocket'],
    timeout: idleTimeoutMs,
  });
  target.begin();
  asked.once('close', () => target.end());
  const fail = (status: number) => {
    for (const counter of counters) counter.countOwnAnswer(status);
    socket.end(rawAnswer(errorPage(status)));
  };
  socket.on('error', () => asked.destroy());
  socket.once('close', () => asked.destroy());
  asked.on('timeout', () => asked.destroy(Object.assign(new Error('target silent'), { code: 'ETIMEDOUT' })));
  asked.on('error', (error: Error & { code?: string }) => {
    if (socket.writable) fail(error.code === 'ETIMEDOUT' ? 504 : 502);
  });
  asked.on('upgrade', (response, far: Duplex, farHead: Buffer) => {
    for (const counter of counters) counter.countTargetAnswer(101, performance.now() - began);
    target.hold(far);
    socket.write(
      headOf(response, ['Connection: Upgrade', `Upgrade: ${response.headers.upgrade ?? 'websocket'}`]),
    );
    if (farHead.length > 0) socket.write(farHead);
    if (head.length > 0) far.write(head);
    join(socket, far, idleTimeoutMs);
  });
  asked.on('response', (response) => {
    for (const counter of counters)
      counter.countTargetAnswer(response.statusCode ?? 0, performance.now() - began);
    socket.write(headOf(response, ['Connection: close']));
    response.pipe(socket);
    response.once('close', () => {
      if (!response.complete) socket.destroy();
    });
  });
  asked.end();
}

/** A body that follows ends with the connection: its chunk sizes were taken off. */
function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage, own: readonly string[]): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!isOneHop((rawHeaders[at] ?? '').toLowerCase()))
      lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  }
  return `${[...lines, ...own].join('\r\n')}\r\n\r\n`;
}

function join(near: Duplex, far: Duplex, idleTimeoutMs: number): void {
  near.pipe(far);
  far.pipe(near);
  for (const [end, other] of [
    [near, far],
    [far, near],
  ] as const) {
    end.on('error', () => other.destroy());
    end.once('close', () => other.destroy());
    // Bytes either way count as life: a socket notes what it reads and what it writes.
    if ('setTimeout' in end && typeof end.setTimeout === 'function')
      end.setTimeout(idleTimeoutMs, () => end.destroy());
  }
}
