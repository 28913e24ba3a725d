import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import type { AskOnce } from '../../pipeline/operations/drill/light-traffic.ts';

export interface AskedShop {
  readonly origin: string;
  /** The name that the shop answers by, where the address is another. */
  readonly host: string | undefined;
  /** Of a rehearsal, whose authority nobody else trusts. */
  readonly stateFolder: string | undefined;
}

/** Asks the shop as a shopper would, through its public door. */
export async function askShop({ origin, host, stateFolder }: AskedShop): Promise<AskOnce> {
  const ca =
    stateFolder === undefined
      ? undefined
      : await readFile(join(stateFolder, 'authority', 'authority.pem')).catch(() => undefined);
  const dispatcher = new Agent({
    connections: 16,
    connect: { ...(ca && { ca }), ...(host && { servername: host }) },
  });
  return async (path, signal) => {
    const { statusCode, body } = await request(new URL(path, origin), {
      dispatcher,
      signal,
      ...(host && { headers: { host } }),
    });
    await body.dump();
    return statusCode;
  };
}
