import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCertificates } from '../../../rehearsal/certificates/certificates.ts';

const day = 86_400_000;
let stateFolder: string;
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'shoal-certificates-'));
});
afterEach(() => rm(stateFolder, { recursive: true }));

describe('the throwaway authority', () => {
  it('is trusted by a client that knows its file, for every name and address asked for', async () => {
    const certificates = await createCertificates({ stateFolder });
    const { certFile, keyFile } = await certificates.certificateFor(
      ['shop.example', '*.internal.example'],
      ['127.0.0.1'],
    );
    const server = createServer({ cert: await readFile(certFile), key: await readFile(keyFile) }, (socket) =>
      socket.end('hi'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ca = await readFile(certificates.authorityFile);
    for (const servername of ['shop.example', 'catalog.internal.example', '']) {
      const socket = await connected({
        port: (server.address() as AddressInfo).port,
        host: '127.0.0.1',
        ca,
        servername,
      });
      expect(socket.authorized).toBe(true);
      socket.destroy();
    }
    const stranger = connected({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      ca,
      servername: 'other.example',
    });
    await expect(stranger).rejects.toThrow(/altnames/);
    await new Promise((resolve) => server.close(resolve));
  });

  it('keeps its keys readable by their owner alone', async () => {
    const certificates = await createCertificates({ stateFolder });
    const { keyFile } = await certificates.certificateFor(['a.example'], []);
    for (const file of [keyFile, join(stateFolder, 'authority', 'authority.key')]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
  });

  it('gives the same certificate again after a restart', async () => {
    const first = await (await createCertificates({ stateFolder })).certificateFor(['a.example'], []);
    const before = await readFile(first.certFile, 'utf8');
    const second = await (await createCertificates({ stateFolder })).certificateFor(['a.example'], []);
    expect(await readFile(second.certFile, 'utf8')).toBe(before);
  });

  it('adds a missing name to those a certificate already holds', async () => {
    const certificates = await createCertificates({ stateFolder });
    await certificates.certificateFor(['a.example', 'b.example'], ['127.0.0.2']);
    const { certFile } = await certificates.certificateFor(['a.example', 'c.example'], ['127.0.0.3']);
    const { subjectAltName } = new X509Certificate(await readFile(certFile));
    expect(subjectAltName).toBe(
      'DNS:a.example, DNS:c.example, DNS:b.example, IP Address:127.0.0.3, IP Address:127.0.0.2',
    );
  });

  it('issues an expiring certificate anew', async () => {
    const { certFile } = await (await createCertificates({ stateFolder })).certificateFor(['a.example'], []);
    const before = new X509Certificate(await readFile(certFile));
    const later = Date.now() + 340 * day;
    await (await createCertificates({ stateFolder, now: () => later })).certificateFor(['a.example'], []);
    const after = new X509Certificate(await readFile(certFile));
    expect(Date.parse(after.validTo) - Date.parse(before.validTo)).toBeGreaterThan(339 * day);
  });

  it('replaces an authority whose files are damaged, and what that authority had signed', async () => {
    const first = await createCertificates({ stateFolder });
    await first.certificateFor(['a.example'], []);
    await writeFile(join(stateFolder, 'authority', 'authority.key'), 'half a k');
    const second = await createCertificates({ stateFolder });
    const { certFile } = await second.certificateFor(['a.example'], []);
    const authority = new X509Certificate(await readFile(second.authorityFile));
    expect(new X509Certificate(await readFile(certFile)).verify(authority.publicKey)).toBe(true);
  });

  it('refuses a certificate for nothing and an address that is none', async () => {
    const certificates = await createCertificates({ stateFolder });
    await expect(certificates.certificateFor([], [])).rejects.toThrow('at least one name or address');
    await expect(certificates.certificateFor(['a.example'], ['b'])).rejects.toThrow(
      "'b' is not an IP address",
    );
  });
});

function connected(options: {
  port: number;
  host: string;
  ca: Buffer;
  servername: string;
}): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect(options, () => resolve(socket)).once('error', reject);
  });
}
