import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { probe } from '../../../pipeline/hooks/probe.ts';
import { createCertificates } from '../../../rehearsal/certificates/certificates.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const target = { host: 'catalog.internal.dev', path: '/health/ready', authority: undefined };

describe('a probe', () => {
  it('asks the test listener for the path, under the name its rule knows', async () => {
    let seen: unknown;
    const port = await listening(
      createServer((request, response) => {
        seen = [request.method, request.url, request.headers.host];
        response.writeHead(204).end();
      }),
    );
    expect(await probe({ ...target, url: `http://127.0.0.1:${port}` })).toEqual({ status: 204 });
    expect(seen).toEqual(['GET', '/health/ready', 'catalog.internal.dev']);
  });

  it('opens a connection for each question, so that each meets another task', async () => {
    const ports = new Set<unknown>();
    const answer: RequestListener = (request, response) => {
      ports.add(request.socket.remotePort);
      response.end('ready');
    };
    const url = `http://127.0.0.1:${await listening(createServer(answer))}`;
    await probe({ ...target, url });
    await probe({ ...target, url });
    expect(ports.size).toBe(2);
  });

  it('tells what went wrong when nobody listens', async () => {
    const port = await listening(createServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await probe({ ...target, url: `http://127.0.0.1:${port}` })).toEqual({
      trouble: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('tells what went wrong when an answer breaks off', async () => {
    const port = await listening(
      createServer((_request, response) => {
        response.writeHead(200, { 'content-length': '10' });
        response.write('half', () => response.destroy());
      }),
    );
    expect(await probe({ ...target, url: `http://127.0.0.1:${port}` })).toHaveProperty('trouble');
  });

  it('checks the certificate against the name, by the authority it is given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shoal-probe-'));
    try {
      const certificates = await createCertificates({ stateFolder: folder });
      const files = await certificates.certificateFor([target.host], []);
      const [cert, key] = await Promise.all([readFile(files.certFile), readFile(files.keyFile)]);
      const port = await listening(createSecureServer({ cert, key }, (_request, response) => response.end()));
      const authority = await readFile(certificates.authorityFile, 'utf8');
      const url = `https://127.0.0.1:${port}`;
      expect(await probe({ ...target, url, authority })).toEqual({ status: 200 });
      expect(await probe({ ...target, url })).toHaveProperty('trouble');
      expect(await probe({ ...target, url, authority, host: 'users.internal.dev' })).toHaveProperty(
        'trouble',
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
