import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { createCertificates } from '../../../../rehearsal/certificates/certificates.ts';

export interface DatabaseDoor {
  readonly host: string;
  readonly port: number;
  readonly authorityFile: string;
  /** What each connection showed, empty where it showed nothing. */
  readonly shown: readonly string[];
  close(): Promise<void>;
}

/** The door of a MySQL server that lets nobody in: it asks for a token as RDS does, or for nothing, and refuses. */
export async function startDatabaseDoor(asks: 'for a token' | 'for nothing'): Promise<DatabaseDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-door-'));
  const certificates = await createCertificates({ stateFolder: folder });
  const files = await certificates.certificateFor(['localhost'], ['127.0.0.1']);
  const [cert, key] = await Promise.all([readFile(files.certFile), readFile(files.keyFile)]);
  const shown: string[] = [];
  const sockets: Socket[] = [];

  const refuse = async (socket: Socket): Promise<void> => {
    const at = shown.push('') - 1;
    socket.write(packet(0, greeting));
    await once(socket, 'readable');
    // The request for TLS, behind which the handshake of TLS may already have come.
    socket.read(36);
    const secure = new TLSSocket(socket, { isServer: true, cert, key });
    secure.on('error', () => {});
    const [user] = await once(secure, 'data');
    let sequence = user[3] + 1;
    if (asks === 'for a token') {
      secure.write(packet(sequence, Buffer.from('\xfemysql_clear_password\0', 'latin1')));
      const [token] = await once(secure, 'data');
      shown[at] = token.subarray(4, -1).toString();
      sequence = token[3] + 1;
    }
    secure.end(packet(sequence, accessDenied));
  };
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    // Who leaves in between is not refused.
    refuse(socket).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    authorityFile: certificates.authorityFile,
    shown,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

const protocol41 = 0x200;
const tls = 0x800;
const securePassword = 0x8000;
const plugins = 0x8;

const greeting = Buffer.concat([
  Buffer.from('\x0a8.4.10\0', 'latin1'),
  Buffer.from([1, 0, 0, 0]),
  Buffer.from('12345678\0'),
  uint16(protocol41 | tls | securePassword),
  Buffer.from([45]),
  uint16(2),
  uint16(plugins),
  Buffer.from([21]),
  Buffer.alloc(10),
  Buffer.from('123456789012\0mysql_native_password\0'),
]);

const accessDenied = Buffer.concat([
  Buffer.from([0xff]),
  uint16(1045),
  Buffer.from('#28000Access denied for user'),
]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function packet(sequence: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head[3] = sequence;
  return Buffer.concat([head, payload]);
}
