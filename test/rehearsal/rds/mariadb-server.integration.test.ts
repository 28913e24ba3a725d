import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import type { TestServer } from '../../support/test-servers.ts';

const server = JSON.parse(process.env.SHOAL_TEST_DATABASE ?? '{}') as TestServer;
const { host, port, user, password } = server;

describe('a private MariaDB', () => {
  it('takes its master user over TLS, with a certificate its authority signed for its address', async () => {
    const connection = await createConnection({
      host,
      port,
      user,
      password,
      ssl: { ca: readFileSync(server.authorityFile), verifyIdentity: true },
    });
    const [rows] = await connection.query('SELECT @@sql_mode AS mode, @@character_set_server AS charset');
    await connection.end();
    expect(rows).toEqual([{ mode: expect.stringContaining('STRICT_TRANS_TABLES'), charset: 'utf8mb4' }]);
  });

  it('refuses a connection without TLS', async () => {
    await expect(createConnection({ host, port, user, password })).rejects.toThrow(
      /Access denied|insecure transport/,
    );
  });

  it('refuses a wrong password, and root from the network', async () => {
    const ssl = { ca: readFileSync(server.authorityFile) };
    await expect(createConnection({ host, port, user, password: 'guess', ssl })).rejects.toThrow(
      /Access denied/,
    );
    await expect(createConnection({ host, port, user: 'root', ssl })).rejects.toThrow(/Access denied/);
  });
});
