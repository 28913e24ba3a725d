import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Header lines in lower case. */
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are and reads one answer; a client that is no HTTP library can send anything. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    const answer = (): RawAnswer | undefined => answerIn(Buffer.concat(chunks).toString('utf8'));
    const settle = (): void => {
      const got = answer();
      if (got === undefined)
        reject(new Error(`the connection ended after ${chunks.length} chunks of answer`));
      else resolve(got);
      socket.destroy();
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (answer() !== undefined) settle();
    });
    socket.on('error', settle);
    socket.on('close', settle);
    socket.write(bytes);
  });
}

function answerIn(text: string): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end).toLowerCase();
  const rest = text.slice(end + 4);
  const body = /^transfer-encoding: chunked$/m.test(head) ? unchunked(rest) : whole(rest, head);
  return body === undefined ? undefined : { status: Number(head.split(' ')[1]), head, body };
}

function whole(rest: string, head: string): string | undefined {
  const length = Number(/^content-length: (\d+)$/m.exec(head)?.[1] ?? 0);
  return Buffer.byteLength(rest) < length ? undefined : rest;
}

/** Good for a body of one chunk, which is what a short answer is. */
function unchunked(rest: string): string | undefined {
  return /^[0-9a-f]+\r\n([\s\S]*)\r\n0\r\n\r\n$/i.exec(rest)?.[1];
}
