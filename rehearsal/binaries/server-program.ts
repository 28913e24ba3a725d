/** A program of a database or cache server, wherever it was found: how to run it with some arguments. */
export interface ServerProgram {
  /** What `--version` prints, as one line: it tells MariaDB from MySQL and Redis from Valkey. */
  readonly version: string;
  run(options: RunOptions): Command;
}

export interface RunOptions {
  /** Names the container, where it runs in one. */
  readonly name: string;
  readonly args: readonly string[];
  /** Folders it reads and writes, by absolute path; a container gets them at the same paths. */
  readonly folders: readonly string[];
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The database server with the folder its system tables come from. */
export interface DatabaseProgram extends ServerProgram {
  readonly kind: 'mariadb' | 'mysql';
  /** Arguments that every start of it needs: where its own files are. */
  readonly ownArgs: readonly string[];
  /** The SQL that makes a new data folder, for MariaDB's bootstrap mode. */
  systemTables(): Promise<string>;
}

export interface ServerPrograms {
  readonly database: DatabaseProgram;
  readonly cache: ServerProgram;
}
