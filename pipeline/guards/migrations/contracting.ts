/** A form of statement that takes something from the version that still serves, or makes it wait. */
export interface Contracting {
  /** Of a statement in capitals, without comments and with its strings emptied. */
  readonly pattern: RegExp;
  readonly because: string;
  readonly instead: string;
  /** What it finds; a test tries it. */
  readonly example: string;
}

const dropLater = 'stop using it in one release, and drop it in a later one';
const inATask = 'let a task of the service do it in small batches, after the release';

/** Of whole statements. */
export const contractingStatements: readonly Contracting[] = [
  {
    pattern: /^(DROP|TRUNCATE)\b/,
    because: 'the version that still serves may read it',
    instead: dropLater,
    example: 'DROP TABLE t;',
  },
  {
    pattern: /^RENAME\b/,
    because: 'the version that still serves knows the old name only',
    instead: 'add a new one, fill both, and drop the old one in a later release',
    example: 'RENAME TABLE t TO u;',
  },
  {
    pattern: /^DELETE\b/,
    because: 'the version that still serves may read what it takes away',
    instead: inATask,
    example: 'DELETE FROM t WHERE a = 1;',
  },
  {
    pattern: /^REPLACE\b/,
    because: 'it deletes the rows it meets before it writes them anew',
    instead: 'write INSERT … ON DUPLICATE KEY UPDATE',
    example: 'REPLACE INTO t (a) VALUES (1);',
  },
  {
    pattern: /^UPDATE\b(?!.*\bWHERE\b(?! (?:1|TRUE|1 = 1)(?: |$)))/,
    because: 'without WHERE it locks every row of the table until it is done',
    instead: `say which rows; or ${inATask}`,
    example: 'UPDATE t SET a = 1;',
  },
  {
    pattern: /^INSERT\b.*\bSELECT\b(?!.*\bLIMIT\b)/,
    because: 'it locks every row it reads until it is done',
    instead: inATask,
    example: 'INSERT INTO t (a) SELECT a FROM u;',
  },
  {
    pattern: /^CREATE TABLE\b.*\bSELECT\b/,
    because: 'it locks every row it reads until it is done',
    instead: `name the columns, and ${inATask}`,
    example: 'CREATE TABLE t AS SELECT a FROM u;',
  },
  {
    pattern: /^CREATE UNIQUE INDEX\b/,
    because: 'the version that still serves may write what it forbids, and rows may be there that it forbids',
    instead: 'make sure in the code first, and add it in a later release',
    example: 'CREATE UNIQUE INDEX by_a ON t (a);',
  },
  {
    pattern: /^CREATE (?:FULLTEXT|SPATIAL) INDEX\b/,
    because: 'the table takes no writes while it is built',
    instead: 'add a table with the index, and fill it beside',
    example: 'CREATE FULLTEXT INDEX by_text ON t (a);',
  },
];

/** Of what an ALTER TABLE does to a table that is there. */
export const contractingAlterations: readonly Contracting[] = [
  {
    pattern: /^DROP\b/,
    because: 'the version that still serves may read it',
    instead: dropLater,
    example: 'DROP COLUMN a',
  },
  {
    pattern: /^(?:RENAME|CHANGE)\b/,
    because: 'the version that still serves knows the old name only',
    instead: 'add a new one, fill both, and drop the old one in a later release',
    example: 'RENAME COLUMN a TO b',
  },
  {
    pattern: /^(?:MODIFY|CONVERT|(?:DEFAULT )?(?:CHARACTER SET|CHARSET|COLLATE))\b/,
    because:
      'another type, character set or NULL rule may refuse what the old version writes, and copies the table, which takes no writes meanwhile',
    instead: 'add a column of the new type, fill both, and drop the old one in a later release',
    example: 'MODIFY a VARCHAR(10) NOT NULL',
  },
  {
    pattern: /^ALTER (?:COLUMN )?\S+ DROP DEFAULT\b/,
    because: 'the version that still serves inserts rows without it',
    instead: 'leave the default until no version inserts without it',
    example: 'ALTER COLUMN a DROP DEFAULT',
  },
  {
    pattern: /^ADD (?:CONSTRAINT\b.*)?(?:UNIQUE|PRIMARY)\b/,
    because: 'the version that still serves may write what it forbids, and rows may be there that it forbids',
    instead: 'make sure in the code first, and add it in a later release',
    example: 'ADD UNIQUE KEY by_a (a)',
  },
  {
    pattern: /^ADD (?:CONSTRAINT|CHECK|FOREIGN)\b/,
    because:
      'the version that still serves may write what it forbids, and the table is copied, which takes no writes meanwhile',
    instead: 'make sure in the code first, and add it in a later release',
    example: 'ADD CONSTRAINT c CHECK (a > 0)',
  },
  {
    pattern: /^ADD (?:FULLTEXT|SPATIAL)\b/,
    because: 'the table takes no writes while it is built',
    instead: 'add a table with the index, and fill it beside',
    example: 'ADD FULLTEXT KEY by_text (a)',
  },
  {
    pattern: /^ADD (?:COLUMN )?\(/,
    because: 'columns in parentheses are not looked at',
    instead: 'write ADD COLUMN before each',
    example: 'ADD COLUMN (a INT, b INT)',
  },
  {
    pattern: /^ALGORITHM (?:= )?COPY\b|^LOCK (?:= )?(?:SHARED|EXCLUSIVE)\b|^FORCE\b|^ENGINE\b|^ORDER BY\b/,
    because: 'the table is copied, and takes no writes meanwhile',
    instead:
      'leave it out; ALGORITHM = INSTANT and LOCK = NONE are refused by the database where they cannot be',
    example: 'ALGORITHM = COPY',
  },
];

/** Of a column that is added to a table that is there. */
export const contractingColumns: readonly Contracting[] = [
  {
    pattern: /\bNOT NULL\b(?!.*\bDEFAULT (?!NULL\b))(?<!\bDEFAULT (?!NULL\b).*)/,
    because: 'the version that still serves inserts rows without it',
    instead: 'give it a DEFAULT, or let it be NULL',
    example: 'ADD COLUMN a INT NOT NULL',
  },
  {
    pattern: /\b(?:UNIQUE|PRIMARY|KEY|REFERENCES|CHECK)\b/,
    because: 'what it forbids may be written by the version that still serves',
    instead: 'add the column alone, and the rule in a later release',
    example: 'ADD COLUMN a INT NULL UNIQUE',
  },
  {
    pattern: /\b(?:AUTO_INCREMENT|STORED|PERSISTENT)\b|\bDEFAULT \(/,
    because: 'a value is written into every row, and the table takes no writes meanwhile',
    instead: 'add it with a constant default, or VIRTUAL, and fill it by a task of the service',
    example: 'ADD COLUMN a INT AS (b + 1) STORED',
  },
];

/** What is understood and takes nothing away, after what is above was asked. */
export const expandingStatements: readonly RegExp[] = [
  /^CREATE TABLE (?:IF NOT EXISTS )?\S+ (?:\(|LIKE )/,
  /^CREATE INDEX \S+ ON \S+ \(/,
  /^INSERT (?:IGNORE )?INTO \S+ /,
  /^UPDATE \S+ /,
];

export const expandingAlterations: readonly RegExp[] = [
  /^ADD (?:KEY|INDEX)(?: \S+)? \(/,
  /^ADD (?:COLUMN )?(?!SYSTEM\b|PERIOD\b|PARTITION\b)\S+ [A-Z]/,
  /^ALTER (?:COLUMN )?\S+ SET DEFAULT\b/,
  /^ALGORITHM (?:= )?(?:INSTANT|INPLACE)$/,
  /^LOCK (?:= )?NONE$/,
];

export const allowedWords =
  'CREATE TABLE, CREATE INDEX, ALTER TABLE with ADD COLUMN, ADD KEY or ALTER COLUMN … SET DEFAULT, INSERT, and UPDATE … WHERE';
