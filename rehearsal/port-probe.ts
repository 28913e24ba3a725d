import { createServer } from 'node:net';
import { holderOf } from './port-holder.ts';

/** `free`, or why one cannot listen there: `EADDRINUSE`, `EADDRNOTAVAIL` where the address is not this machine's. */
export async function probe(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve('free')));
  });
}

/** A port somebody else listens on. */
export class PortTakenError extends Error {
  readonly host: string;
  readonly port: number;

  constructor(host: string, port: number, what: string) {
    const holder = holderOf(host, port);
    const by = holder ? `by process ${holder.pid} (${holder.command})` : 'by another process';
    const stop = holder ? `Stop it (\`kill ${holder.pid}\`)` : 'Stop that process';
    super(
      `port ${port} at ${host}, wanted for ${what}, is taken ${by}. ${stop}, or move every port of the rehearsal with \`--ports 18000\`.`,
    );
    this.name = 'PortTakenError';
    this.host = host;
    this.port = port;
  }
}
