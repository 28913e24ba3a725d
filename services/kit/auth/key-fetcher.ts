import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';

export interface KeyFetcher {
  /** The text of the key set. */
  fetch(): Promise<string>;
  close(): Promise<void>;
}

export interface KeyFetcherParts {
  readonly url: string;
  readonly authorityFile: string | undefined;
}

const limitMs = 2000;
const longest = 64 * 1024;

export function createKeyFetcher({ url, authorityFile }: KeyFetcherParts): KeyFetcher {
  const dispatcher = new Agent({
    connections: 1,
    headersTimeout: limitMs,
    bodyTimeout: limitMs,
    maxResponseSize: longest,
    connect: {
      timeout: limitMs,
      ...(authorityFile === undefined ? {} : { ca: readFileSync(authorityFile, 'utf8') }),
    },
  });
  return {
    async fetch() {
      const { statusCode, body } = await request(url, {
        dispatcher,
        // The host without its port, which a balancer's rules by host name do not speak of.
        headers: { accept: 'application/json', host: new URL(url).hostname },
        signal: AbortSignal.timeout(2 * limitMs),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`GET ${url} answered ${statusCode}`);
      return text;
    },
    close: () => dispatcher.destroy(),
  };
}
