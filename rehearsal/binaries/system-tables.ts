/**
 * MariaDB's own SQL for a new data folder, in the order its installer runs it, without the help texts and the sys
 * schema, which nothing here reads and which take most of the installer's time. 11.0 renamed the files.
 */
const wanted = [
  ['mysql_system_tables.sql', 'mariadb_system_tables.sql'],
  ['mysql_performance_tables.sql', 'mariadb_performance_tables.sql'],
  ['mysql_system_tables_data.sql', 'mariadb_system_tables_data.sql'],
  ['maria_add_gis_sp_bootstrap.sql'],
] as const;

/** The files out of those that `folder` holds; throws where one is missing. */
export function systemTableFiles(there: readonly string[], folder: string): readonly string[] {
  return wanted.map((names) => {
    const file = names.find((name) => there.includes(name));
    if (file === undefined) {
      throw new Error(
        `${folder} holds no ${names.join(' or ')}, which a new database needs: reinstall MariaDB's server package`,
      );
    }
    return file;
  });
}
