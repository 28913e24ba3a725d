import type { TenantSession } from './tenant-session.ts';

/** A service reads and writes; it cannot change what its tables are. */
export const servicePrivileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** A migration changes the schema, and moves rows while it does. */
export const migratePrivileges = [
  ...servicePrivileges,
  'CREATE',
  'ALTER',
  'DROP',
  'INDEX',
  'REFERENCES',
] as const;

export interface Grant {
  readonly user: string;
  readonly schema: string;
  readonly privileges: readonly string[];
}

/** Gives a user exactly these privileges. A user that has no others loses none for a moment, so live requests go on. */
export async function grantExactly(session: TenantSession, grant: Grant): Promise<void> {
  const account = `'${grant.user}'@'%'`;
  const pattern = await schemaPattern(session, grant.schema);
  if (await holdsMore(session, grant, pattern)) {
    await session.query(`REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account}`);
  }
  await session.query(`GRANT ${grant.privileges.join(', ')} ON \`${pattern}\`.* TO ${account}`);
}

/** In a grant `_` stands for any character, unless the server has partial revokes on. */
async function schemaPattern(session: TenantSession, schema: string): Promise<string> {
  const [partial] = await session.query("SHOW GLOBAL VARIABLES LIKE 'partial_revokes'");
  return partial?.Value === 'ON' ? schema : schema.replaceAll('_', '\\_');
}

async function holdsMore(session: TenantSession, grant: Grant, pattern: string): Promise<boolean> {
  const grantee = `'${grant.user}'@'%'`;
  const held = await session.query(
    `SELECT TABLE_SCHEMA AS place, PRIVILEGE_TYPE AS privilege, IS_GRANTABLE AS passedOn
       FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = ?
     UNION ALL
     SELECT '*', PRIVILEGE_TYPE, IS_GRANTABLE
       FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = ? AND PRIVILEGE_TYPE <> 'USAGE'
     UNION ALL
     SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME), PRIVILEGE_TYPE, IS_GRANTABLE
       FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = ?`,
    [grantee, grantee, grantee],
  );
  return held.some(
    ({ place, privilege, passedOn }) =>
      place !== pattern || passedOn === 'YES' || !grant.privileges.includes(String(privilege)),
  );
}
