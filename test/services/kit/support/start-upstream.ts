import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type UpstreamHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface StartedUpstream {
  readonly url: string;
  readonly port: number;
  /** Requests so far. */
  readonly requests: number;
  handler: UpstreamHandler;
  close(): Promise<void>;
}

/** A plain server that stands for a service, or for the balancer before it. */
export async function startUpstream(handler: UpstreamHandler): Promise<StartedUpstream> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    requests++;
    // A handler that reads a body fails when the gateway breaks that off.
    Promise.resolve(upstream.handler(request, response)).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const upstream: StartedUpstream = {
    url: `http://127.0.0.1:${port}`,
    port,
    get requests() {
      return requests;
    },
    handler,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return upstream;
}
