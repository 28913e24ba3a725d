import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { type AnswerHeaders, unchanged } from './answer-headers.ts';
import type { RequestFacts } from './request-facts.ts';
import type { Redirect } from './rule-action.ts';

const server = 'awselb/2.0';

export interface OwnAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly location?: string;
}

/** The page ALB shows for an answer of its own. */
export function errorPage(status: number): OwnAnswer {
  const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  const head = `<html>\r\n<head><title>${title}</title></head>\r\n`;
  return {
    status,
    contentType: 'text/html',
    body: `${head}<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}

export function redirectAnswer(redirect: Redirect, facts: RequestFacts, door: RedirectDoor): OwnAnswer {
  const fill = (text: string) =>
    text.replace(/#\{(protocol|host|port|path|query)\}/g, (_, name: string) => {
      switch (name) {
        case 'protocol':
          return door.protocol;
        case 'host':
          return facts.hostName;
        case 'port':
          return String(door.port);
        case 'path':
          return facts.path.slice(1);
        default:
          return facts.query;
      }
    });
  const protocol = fill(redirect.protocol).toLowerCase();
  const port = door.reachedAt(Number(fill(redirect.port)));
  const query = fill(redirect.query);
  const location = `${protocol}://${fill(redirect.host)}:${port}${fill(redirect.path)}${query === '' ? '' : `?${query}`}`;
  return { ...errorPage(redirect.status), location };
}

export interface RedirectDoor {
  readonly protocol: 'http' | 'https';
  readonly port: number;
  /** Where clients on this machine find the port that is `port` on AWS. */
  readonly reachedAt: (port: number) => number;
}

/** Gives an answer that no target gave, and reads the rest of the request so that the connection stays usable. */
export function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body, location }: OwnAnswer,
  headers: AnswerHeaders = unchanged,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...(headers.namesServer ? { server } : {}),
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    ...(location === undefined ? {} : { location }),
    ...Object.fromEntries(pairsOf(headers)),
  });
  response.end(body);
  request.resume();
}

/** The same on a bare socket, where the parser has given up or an upgrade was asked for. */
export function rawAnswer(
  { status, contentType, body, location }: OwnAnswer,
  headers: AnswerHeaders = unchanged,
): string {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...(headers.namesServer ? [`Server: ${server}`] : []),
    `Date: ${new Date().toUTCString()}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(location === undefined ? [] : [`Location: ${location}`]),
    ...pairsOf(headers).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function pairsOf({ written }: AnswerHeaders): readonly (readonly [string, string])[] {
  return written.flatMap((name, at) => (at % 2 === 0 ? [[name, written[at + 1] ?? ''] as const] : []));
}
