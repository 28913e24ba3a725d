import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes as they are, and reads until the server closes or an answer with a length is complete. */
export function rawRequest(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const answer = (): RawAnswer | undefined => parseAnswer(text);
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      text += chunk;
      if (answer() !== undefined) socket.destroy();
    });
    // A server that refuses may reset the connection while we still write.
    socket.on('error', () => {});
    socket.on('close', () => {
      const complete = answer();
      if (complete === undefined)
        reject(new Error(`no complete answer: ${JSON.stringify(text.slice(0, 200))}`));
      else resolve(complete);
    });
  });
}

function parseAnswer(text: string): RawAnswer | undefined {
  const rest = text.replace(/^HTTP\/1.1 100 Continue\r\n\r\n/, '');
  const end = rest.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const body = rest.slice(end + 4);
  if (Buffer.byteLength(body) < Number(headers['content-length'] ?? 0)) return undefined;
  return { status: Number(statusLine.split(' ')[1]), headers, body };
}
