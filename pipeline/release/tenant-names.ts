/** What a service's data is called in the database. */
export interface TenantNames {
  readonly schema: string;
  readonly user: string;
  readonly migrateUser: string;
}

/** MySQL's limit for a user's name. */
const longestUser = 32;
const migrateEnding = '_migrate';

/** Names the server keeps for itself, on MySQL, MariaDB or RDS. */
const reserved: ReadonlySet<string> = new Set([
  'information_schema',
  'innodb',
  'mariadb',
  'mysql',
  'performance_schema',
  'rdsadmin',
  'root',
  'sys',
  'test',
]);

/** @param master the user that creates the others, whose name no service may take */
export function tenantNamesOf(service: string, master: string): TenantNames {
  const longest = longestUser - migrateEnding.length;
  const refuse = (why: string): never => {
    throw new Error(`service '${service}': ${why}`);
  };
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(service)) {
    refuse('not a name for a schema and its users, use lower-case letters, digits and single dashes');
  }
  if (service.length > longest) {
    refuse(`${service.length} characters are too many for a database user, use ${longest} or fewer`);
  }
  const name = service.replaceAll('-', '_');
  if (reserved.has(name) || name === master)
    refuse(`the database keeps '${name}' for itself, use another name`);
  if (name.endsWith(migrateEnding)) {
    refuse(`a name may not end in '-migrate', which is how another service's user for migrations is called`);
  }
  return { schema: name, user: name, migrateUser: `${name}${migrateEnding}` };
}
