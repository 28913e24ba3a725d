import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';

export interface ChangedAnswers {
  readonly url: string;
  close(): Promise<void>;
}

/** Stands before a service and changes the text of its answers, as a careless release would. */
export async function changeAnswers(url: string, change: (text: string) => string): Promise<ChangedAnswers> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { host: _, connection: __, 'content-length': ___, ...headers } = incoming.headers;
      const body = Buffer.concat(await incoming.toArray());
      const answer = await request(`${url}${incoming.url}`, {
        method: incoming.method as 'GET',
        headers,
        ...(body.length > 0 ? { body } : {}),
      });
      const type = String(answer.headers['content-type'] ?? 'text/plain');
      outgoing.writeHead(answer.statusCode, { 'content-type': type });
      outgoing.end(change(await answer.body.text()));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
