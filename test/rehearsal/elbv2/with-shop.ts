import type { RequestListener } from 'node:http';
import { afterEach } from '@jest/globals';
import { openPlayground, openShop, type Playground, type PlaygroundOptions } from './playground.ts';

/** Opens balancers for the tests of a file and closes each after its test. */
export function withShop() {
  const open: Playground[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((playground) => playground.close()));
  });
  return {
    async shop(listener: RequestListener, options: PlaygroundOptions = {}) {
      const opened = await openShop(listener, options);
      open.push(opened.playground);
      return opened;
    },
    async playground(options: PlaygroundOptions = {}): Promise<Playground> {
      const opened = await openPlayground(options);
      open.push(opened);
      return opened;
    },
  };
}

/** Answers with what it saw. */
export const echo: RequestListener = ({ method, url, headers, rawHeaders }, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ method, url, headers, raw: rawHeaders }));
};
