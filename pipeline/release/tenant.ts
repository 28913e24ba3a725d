import type { CustomResourceEvent, OnEventResult } from './custom-resource.ts';
import { physicalIdOf } from './custom-resource.ts';
import { propertiesOf } from './resource-properties.ts';
import { grantExactly, migratePrivileges, servicePrivileges } from './tenant-grants.ts';
import { type TenantNames, tenantNamesOf } from './tenant-names.ts';
import type { MasterCredentials, TenantSession } from './tenant-session.ts';

export interface TenantParts {
  readonly masterCredentials: () => Promise<MasterCredentials>;
  readonly open: (credentials: MasterCredentials) => Promise<TenantSession>;
  /** Where there is one, users log in with it: in a rehearsal and in tests. @default - with an IAM token */
  readonly password: string | undefined;
}

export interface Tenant {
  onEvent(event: CustomResourceEvent): Promise<OnEventResult>;
}

/**
 * `Custom::Tenant`: a service's schema and its two users, one that reads and writes and one that migrates.
 * Every statement can run again. Deletion takes the users and leaves the data.
 */
export function createTenant({ masterCredentials, open, password }: TenantParts): Tenant {
  async function within(event: CustomResourceEvent, work: Work): Promise<TenantNames> {
    const credentials = await masterCredentials();
    const names = tenantNamesOf(propertiesOf(event).text('Service'), credentials.username);
    const session = await open(credentials);
    try {
      await work(session, names);
    } finally {
      await session.end();
    }
    return names;
  }

  async function ensure(session: TenantSession, { schema, user, migrateUser }: TenantNames): Promise<void> {
    // The collation is one that MySQL 8.4 and MariaDB 10.11 both have, so that both sort alike.
    await session.query(
      `CREATE DATABASE IF NOT EXISTS \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
    );
    await ensureUser(session, user);
    await ensureUser(session, migrateUser);
    await grantExactly(session, { user, schema, privileges: servicePrivileges });
    await grantExactly(session, { user: migrateUser, schema, privileges: migratePrivileges });
  }

  /** Said twice, since CREATE leaves alone how a user that is there already logs in. */
  async function ensureUser(session: TenantSession, user: string): Promise<void> {
    for (const verb of ['CREATE USER IF NOT EXISTS', 'ALTER USER']) {
      if (password === undefined) {
        await session.query(
          `${verb} '${user}'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL`,
        );
      } else {
        await session.query(`${verb} '${user}'@'%' IDENTIFIED BY ? REQUIRE SSL`, [password]);
      }
    }
  }

  return {
    async onEvent(event) {
      if (event.RequestType === 'Delete') {
        await within(event, async (session, { user, migrateUser }) => {
          for (const name of [user, migrateUser]) await session.query(`DROP USER IF EXISTS '${name}'@'%'`);
        });
        return { PhysicalResourceId: physicalIdOf(event) };
      }
      const { schema, user, migrateUser } = await within(event, ensure);
      return {
        PhysicalResourceId: schema,
        Data: { Schema: schema, User: user, MigrateUser: migrateUser },
      };
    },
  };
}

type Work = (session: TenantSession, names: TenantNames) => Promise<void>;
