import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How AWS refuses: a code, or the connection is cut. */
export type Answer =
  | 'ok'
  | 'reset'
  | { readonly code: string; readonly status: number; readonly message: string };

export interface FakeAws {
  readonly url: string;
  /** The calls so far: `sts`, `cloudformation`, `ecs`. */
  readonly called: readonly string[];
  close(): Promise<void>;
}

const xml = (action: string, result: string): string =>
  `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;

/** What every command asks first, whatever it is about to do. */
const good: Readonly<Record<string, string>> = {
  sts: xml(
    'GetCallerIdentity',
    '<Account>000000000000</Account><Arn>arn:aws:sts::000000000000:assumed-role/operators/jan</Arn>',
  ),
  cloudformation: xml(
    'DescribeStacks',
    '<Stacks><member><StackName>dev-cluster</StackName><StackStatus>UPDATE_COMPLETE</StackStatus></member></Stacks>',
  ),
};

/** AWS on loopback, which answers each of its services in the protocol it is asked in. */
export async function startFakeAws(answer: (service: string) => Answer): Promise<FakeAws> {
  const called: string[] = [];
  const server = createServer((request, response) => {
    const service = serviceOf(request);
    called.push(service);
    // Of the clock that the command sees: the SDK tries again where the two differ.
    response.setHeader('date', new Date(Date.now()).toUTCString());
    request.resume().on('end', () => {
      const given = answer(service);
      if (given === 'reset') return void request.socket.destroy();
      if (given !== 'ok') return refuse(request, response, given);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(good[service] ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    called,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Of the scope of its signature. */
function serviceOf({ headers }: IncomingMessage): string {
  const [, service = 'unsigned'] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return service;
}

function refuse(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { code, status, message }: Exclude<Answer, string>,
): void {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
    return;
  }
  const type = headers['content-type'] ?? 'application/json';
  response.writeHead(status, { 'content-type': type, 'x-amzn-errortype': code });
  response.end(JSON.stringify({ __type: code, message }));
}
