import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { createServer as createHttpsServer, type Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import type { BalancerAttributes } from './balancer-attributes.ts';
import type { Doorman } from './doorman.ts';
import { answer, errorPage, rawAnswer } from './own-answer.ts';
import type { Keypair } from './server-names.ts';
import { pickCertificate } from './server-names.ts';

export interface FrontProps {
  readonly host: string;
  readonly port: number;
  readonly doorman: Doorman;
  readonly attributes: BalancerAttributes;
  /** The first is the default. @default - no TLS */
  readonly keypairs?: readonly Keypair[];
}

/** How long a closing front lets what is in flight finish. */
const closingMs = 2000;

/** An open port of a listener. */
export interface Front {
  /** Takes changed timeouts; connections that are open keep theirs. */
  apply(attributes: BalancerAttributes): void;
  close(): Promise<void>;
}

export async function openFront({ host, port, doorman, attributes, keypairs }: FrontProps): Promise<Front> {
  const server = serverFor(attributes, keypairs);
  // ALB limits the size of a request's head, not how many headers make it up.
  Object.assign(server, { maxHeadersCount: 0 });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // Whatever a client sends, the balancer and the rest of the rehearsal in this process live on.
    response.on('error', () => undefined);
    try {
      doorman.serve(request, response);
    } catch {
      answer(request, response, errorPage(500));
    }
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    try {
      doorman.upgrade(request, socket, head);
    } catch {
      socket.end(rawAnswer(errorPage(400)));
    }
  });
  server.on('clientError', (error: Error & { code?: string }, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else socket.end(rawAnswer(errorPage(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400)));
  });
  server.on('tlsClientError', () => undefined);
  server.on('sessionError', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', () => undefined);
  return {
    apply({ idleTimeoutMs }) {
      Object.assign(server, { keepAliveTimeout: idleTimeoutMs, headersTimeout: idleTimeoutMs });
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, closingMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function serverFor(
  attributes: BalancerAttributes,
  keypairs: readonly Keypair[] | undefined,
): Server | SecureServer | Http2SecureServer {
  const options = {
    keepAliveTimeout: attributes.idleTimeoutMs,
    headersTimeout: attributes.idleTimeoutMs,
    requestTimeout: 0,
    maxHeaderSize: 65_536,
    insecureHTTPParser: false,
    // Only a WebSocket is carried on; `Upgrade: h2c` and the like are answered as if not asked.
    shouldUpgradeCallback: (request: IncomingMessage) =>
      request.headers.upgrade?.toLowerCase() === 'websocket',
  };
  const [first] = keypairs ?? [];
  if (keypairs === undefined || first === undefined) return createServer(options);
  const contexts = new Map(keypairs.map((keypair) => [keypair, createSecureContext(keypair)]));
  const secure = {
    ...options,
    cert: first.cert,
    key: first.key,
    minVersion: 'TLSv1.2' as const,
    SNICallback: (
      name: string,
      done: (error: Error | null, context?: ReturnType<typeof createSecureContext>) => void,
    ) => done(null, contexts.get(pickCertificate(keypairs, name) ?? first)),
  };
  return attributes.http2 ? createSecureServer({ ...secure, allowHTTP1: true }) : createHttpsServer(secure);
}
