/** SQL that only MySQL 8.4 or only MariaDB 10.11 takes, or that both take and mean differently. */
export interface OneSidedConstruct {
  readonly pattern: RegExp;
  /** Who takes it, and what to write instead. */
  readonly because: string;
  /** What the pattern catches; the law tries it. */
  readonly example: string;
}

export const oneSidedConstructs: readonly OneSidedConstruct[] = [
  {
    pattern: /\bRETURNING\b/,
    because: 'MariaDB only; read the row again, or take insertId',
    example: 'INSERT INTO t (a) VALUES (1) RETURNING id',
  },
  {
    pattern: /\bSEQUENCE\b|\bNEXT(?: VALUE FOR\b|VAL\()/,
    because: 'MariaDB only; use AUTO_INCREMENT or make ids in the service',
    example: 'CREATE SEQUENCE s',
  },
  {
    pattern: /\bCREATE OR REPLACE (?!VIEW\b)/,
    because: 'MariaDB only, but for views; create, and drop first where it must be',
    example: 'CREATE OR REPLACE TABLE t (id INT)',
  },
  {
    pattern: /\b(?:COLUMN|INDEX|KEY|CONSTRAINT|CHECK) IF (?:NOT )?EXISTS\b/,
    because: 'MariaDB only; a migration runs once and needs no condition',
    example: 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT',
  },
  {
    pattern: /^\s*\w+ (?:UUID|INET4|INET6|XMLTYPE)\b/m,
    because: 'a type of MariaDB only; CHAR(36) or BINARY(16) hold a UUID in both',
    example: '  id UUID NOT NULL,',
  },
  {
    pattern: /_uca1400_|\bSYSTEM VERSIONING\b|\bFOR SYSTEM_TIME\b|\bPERIOD FOR\b/,
    because: 'MariaDB only; utf8mb4_unicode_520_ci is in both, and history needs a table of its own',
    example: 'COLLATE utf8mb4_uca1400_ai_ci',
  },
  {
    pattern: /\bFETCH (?:FIRST|NEXT)\b|\bROWS EXAMINED\b/,
    because: 'MariaDB only; use LIMIT … OFFSET …',
    example: 'SELECT a FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY',
  },
  {
    pattern: /\bSET STATEMENT\b|\bPERSISTENT\b|\bENGINE ?= ?(?!InnoDB\b)\w+/,
    because: 'MariaDB only; say STORED for generated columns, and InnoDB is the engine of both',
    example: 'CREATE TABLE t (id INT) ENGINE = Aria',
  },
  {
    pattern: /\bDEFAULT (?!CURRENT_TIMESTAMP\b|NOW\()\w+\(/,
    because: 'MySQL wants an expression in parentheses: DEFAULT (…)',
    example: 'a CHAR(36) DEFAULT UUID()',
  },
  {
    pattern: /\b(?:TEXT|BLOB|JSON)\b[^,]*\bDEFAULT '/,
    because: 'MySQL takes no literal default for TEXT, BLOB and JSON',
    example: "a TEXT NOT NULL DEFAULT ''",
  },
  {
    pattern: /\b\w+_0900_\w+/,
    because: 'a collation of MySQL only; utf8mb4_unicode_520_ci is in both',
    example: 'COLLATE utf8mb4_0900_ai_ci',
  },
  {
    pattern: /\butf8(?:mb3)?\b(?!mb4)|\bCHARSET\b/,
    because: 'utf8 means three bytes at most; write CHARACTER SET utf8mb4, in one spelling',
    example: 'CHARACTER SET utf8',
  },
  {
    pattern: /->>?\s*['"]\$|\bMEMBER OF\b|\bJSON_(?:TABLE|STORAGE_SIZE|STORAGE_FREE|SCHEMA_VALID\w*)\b/,
    because:
      'MySQL only, or different in MariaDB; read JSON with JSON_EXTRACT and JSON_VALUE, or in the service',
    example: "SELECT a->>'$.b' FROM t",
  },
  {
    pattern: /\bCAST\([^()]* AS (?:JSON|FLOAT|DOUBLE|YEAR)\b/,
    because: 'MySQL only, since JSON is text in MariaDB',
    example: "SELECT CAST('{}' AS JSON)",
  },
  {
    pattern: /\)\s*AS \w+\s+ON DUPLICATE KEY\b/,
    because:
      'a row alias is MySQL only and VALUES() deprecated there; insert, and update where the key is there',
    example: 'INSERT INTO t (a) VALUES (1) AS fresh ON DUPLICATE KEY UPDATE a = fresh.a',
  },
  {
    pattern: /\b(?:NOT )?ENFORCED\b|\bCHECK\b(?! \()/,
    because: 'both take CONSTRAINT name CHECK (…) and nothing after it',
    example: 'CONSTRAINT c CHECK (a > 0) NOT ENFORCED',
  },
  {
    pattern: /\bLATERAL\b|\bFOR SHARE\b|\bFOR UPDATE OF\b|\bVALUES ROW\(/,
    because: 'MySQL only; LOCK IN SHARE MODE, FOR UPDATE and SKIP LOCKED are in both',
    example: 'SELECT a FROM t FOR SHARE',
  },
  {
    pattern:
      /\b(?:KEY|INDEX)\b(?: \w+)? ?(?:ON \w+ ?)?\( ?\(|\b(?:KEY|INDEX)\b[^,]*\b(?:INVISIBLE|IGNORED)\b/,
    because: 'an index on an expression is MySQL only; index a generated column',
    example: 'KEY by_lower ((LOWER(name)))',
  },
  {
    pattern:
      /\b(?:UUID_TO_BIN|BIN_TO_UUID|REGEXP_LIKE|ANY_VALUE|GROUPING|RANDOM_BYTES|MEDIAN|NATURAL_SORT_KEY|ADD_MONTHS)\(/,
    because: 'a function of one of the two; compute it in the service',
    example: 'SELECT UUID_TO_BIN(?)',
  },
  {
    pattern: /\/\*(?:M?!|\+)/,
    because: 'a comment that only one of the two carries out',
    example: '/*!80000 SET a = 1 */',
  },
  {
    pattern:
      /^\s*(?:(?:ADD )?COLUMN )?(?:rank|groups|system|window|rows|lead|lag|of|empty|manual|parallel|qualify|tablesample|lateral|offset|rownum|recursive|except|intersect|over|function) [A-Z]/m,
    because: 'a word that one of the two reserves; choose another name',
    example: '  rank INT NOT NULL,',
  },
];
