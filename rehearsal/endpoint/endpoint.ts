import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type ApiService, AwsError } from '../plane.ts';
import { type AnsweredRequest, answerRequest, type HttpAnswer } from './answer-request.ts';
import { errorXml } from './answer-xml.ts';
import { handedOnTo, handOn } from './hand-on.ts';
import type { HandedOnApi } from './handed-on-api.ts';
import { readBody } from './read-body.ts';
import { securityTokenService } from './security-token-service.ts';

export interface EndpointParts {
  readonly apis: readonly ApiService[];
  /** @default - none */
  readonly handedOn?: readonly HandedOnApi[];
  readonly host: string;
  readonly port: number;
  /** Told of an error that no plane meant to answer with. */
  readonly onFault?: (error: unknown, operation: string) => void;
}

export interface Endpoint {
  readonly url: string;
  close(): Promise<void>;
}

/** A template body is at most 1 MB on AWS, and a form encodes it at up to three times its length. */
const bodyLimit = 4 * 2 ** 20;
/** The parts of an upload to S3 have 5 MiB or more. */
const handedOnLimit = 11 * 2 ** 20;

/** One address for the APIs of every service that is played. Rejects where the port is taken. */
export async function startEndpoint({
  apis,
  handedOn = [],
  host,
  port,
  onFault = () => {},
}: EndpointParts): Promise<Endpoint> {
  const services = [...apis, securityTokenService];
  const server = createServer({ requestTimeout: 30_000 }, (message, response) => {
    const requestId = randomUUID();
    const other = handedOnTo(handedOn, message);
    if (other !== undefined) {
      handOn(other, message, { response, limit: handedOnLimit }).catch((error: unknown) =>
        send(response, message, refusal(error, requestId), requestId),
      );
      return;
    }
    const names = handedOn.flatMap(({ signingNames }) => signingNames);
    answer(services, message, { requestId, onFault, handedOn: names })
      .catch((error: unknown): HttpAnswer => refusal(error, requestId))
      .then((found) => send(response, message, found, requestId));
  });
  server.keepAliveTimeout = 65_000;
  await listen(server, host, port);
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host}:${actualPort}`,
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  services: readonly ApiService[],
  message: IncomingMessage,
  about: Pick<AnsweredRequest, 'requestId' | 'onFault' | 'handedOn'>,
): Promise<HttpAnswer> {
  const body = await readBody(message, bodyLimit);
  return answerRequest(services, { ...about, message, body });
}

/** A request that could not even be read. */
function refusal(error: unknown, requestId: string): HttpAnswer {
  const { code, message, status } =
    error instanceof AwsError
      ? error
      : new AwsError('MalformedRequest', error instanceof Error ? error.message : String(error));
  const body = errorXml({ namespace: 'http://shoal.rehearsal/', requestId }, { code, message, status });
  return { status, contentType: 'text/xml', errorCode: code, body };
}

function send(
  response: ServerResponse,
  message: IncomingMessage,
  found: HttpAnswer,
  requestId: string,
): void {
  if (response.destroyed) return;
  // Whoever is still sending a body that was refused has to stop.
  if (!message.complete) response.setHeader('connection', 'close');
  response.writeHead(found.status, {
    ...found.headers,
    'content-type': found.contentType,
    'content-length': Buffer.byteLength(found.body),
    'x-amzn-requestid': requestId,
    ...(found.errorCode ? { 'x-amzn-errortype': found.errorCode } : {}),
  });
  response.end(found.body);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
