import { describe, expect, it } from '@jest/globals';
import {
  contractingAlterations,
  contractingColumns,
  contractingStatements,
} from '../../../../pipeline/guards/migrations/contracting.ts';
import { lintMigrations } from '../../../../pipeline/guards/migrations/lint-migrations.ts';

const first = 'services/boats/migrations/0001-boats.sql';

function sentencesOf(sql: string): readonly string[] {
  return lintMigrations([{ path: first, sql }]).problems.map(({ sentence }) => sentence);
}

describe('a migration', () => {
  it.each([
    'CREATE TABLE boats (id INT NOT NULL, name VARCHAR(20) NOT NULL, UNIQUE KEY by_name (name));',
    'CREATE TABLE IF NOT EXISTS boats (id INT NOT NULL, PRIMARY KEY (id));',
    'CREATE TABLE boats LIKE ships;',
    'CREATE INDEX by_name ON boats (name);',
    'ALTER TABLE boats ADD COLUMN name VARCHAR(20) NULL AFTER id, ADD KEY by_name (name);',
    "ALTER TABLE boats ADD name VARCHAR(20) NOT NULL DEFAULT 'drop; it';",
    'ALTER TABLE boats ADD COLUMN length DECIMAL(5, 2) DEFAULT 0 NOT NULL, ALGORITHM = INSTANT;',
    'ALTER TABLE boats ADD COLUMN `unique` INT NULL;',
    "ALTER TABLE boats ALTER COLUMN name SET DEFAULT 'none', LOCK = NONE;",
    "-- drop nothing\nINSERT INTO boats (id, name) VALUES (1, 'delete from ''it''; rename');",
    'INSERT INTO boats (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 1;',
    "UPDATE boats SET name = 'x' WHERE name IS NULL;",
  ])('may do what takes nothing away: %s', (sql) => {
    expect(sentencesOf(sql)).toEqual([]);
  });

  it.each([
    ...contractingStatements,
    ...[...contractingAlterations, ...contractingColumns].map((rule) => ({
      ...rule,
      example: `ALTER TABLE t ADD COLUMN x INT, ${rule.example};`,
    })),
    { example: 'alter table t\n  drop column a;', because: 'may read it', instead: 'stop using it' },
    { example: 'UPDATE t SET a = 1 WHERE TRUE;', because: 'locks every row', instead: 'say which rows' },
    { example: 'ALTER TABLE t ADD a INT NOT NULL DEFAULT NULL;', because: 'without it', instead: 'DEFAULT' },
  ])('may not do this to a table that is there: $example', ({ example, because, instead }) => {
    const sentences = sentencesOf(example);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(because);
    expect(sentences[0]).toContain(instead);
    expect(sentences[0]).toContain('-- safe since 3f2c1ab: ');
  });

  it.each([
    'CREATE TRIGGER t BEFORE INSERT ON boats FOR EACH ROW SET NEW.a = 1;',
    'GRANT ALL ON boats TO x;',
    'SET FOREIGN_KEY_CHECKS = 0;',
    'LOCK TABLES boats WRITE;',
    'ALTER TABLE boats ADD PARTITION (PARTITION p VALUES LESS THAN (1));',
    'ALTER TABLE boats DISABLE KEYS;',
    'CREATE TABLE a.boats (id INT);',
  ])('may not do what nobody has thought through, whatever it says of itself: %s', (sql) => {
    const sentences = sentencesOf(`-- safe since 3f2c1ab: it is really quite safe\n${sql}`);
    expect(sentences).toEqual([
      expect.stringMatching(
        /is not known to leave the version that serves alone; allowed are CREATE TABLE, .*UPDATE … WHERE$/,
      ),
    ]);
  });

  it('may do anything to a table that it has made itself, but read others for it', () => {
    const made = 'CREATE TABLE boats (id INT NOT NULL);\n';
    expect(sentencesOf(`${made}ALTER TABLE \`boats\` ADD UNIQUE KEY by_id (id);\n`)).toEqual([]);
    expect(
      sentencesOf(`${made}CREATE UNIQUE INDEX by_id ON boats (id);\nUPDATE boats SET id = 1;\n`),
    ).toEqual([]);
    expect(sentencesOf(`${made}INSERT INTO boats (id) SELECT id FROM ships;\n`)).toEqual([
      expect.stringContaining('locks every row it reads'),
    ]);
    expect(sentencesOf(`${made}DROP TABLE boats, ships;\n`)).toHaveLength(1);
  });

  it('may take away what a release made safe, and names it with the reason', () => {
    const path = 'services/boats/migrations/0001-boats.sql';
    const sql =
      '-- safe since 3f2c1ab: nothing reads boats.name any more\nALTER TABLE boats DROP COLUMN name;\n';
    expect(lintMigrations([{ path, sql }])).toEqual({
      problems: [],
      excuses: [{ file: path, line: 2, commit: '3f2c1ab', reason: 'nothing reads boats.name any more' }],
    });
  });

  it.each([
    ['-- safe since yesterday: nothing reads it', 'does not say since which release'],
    ['-- safe since 3f2c1ab: yes', 'does not say since which release'],
    ['-- Safe since 3f2c1ab', 'does not say since which release'],
  ])('may not say it in another form: %s', (comment, sentence) => {
    expect(sentencesOf(`${comment}\nALTER TABLE boats DROP COLUMN name;\n`)).toEqual([
      expect.stringContaining(sentence),
    ]);
  });

  it('may not excuse what needs no excuse, nor the statement after the next', () => {
    const excuse = '-- safe since 3f2c1ab: nothing reads boats.name any more\n';
    expect(sentencesOf(`${excuse}CREATE TABLE crews (id INT);\nDROP TABLE boats;\n`)).toEqual([
      expect.stringContaining('stands before what was safe already'),
      expect.stringContaining("'DROP TABLE BOATS': the version that still serves may read it"),
    ]);
  });

  it.each([
    ['CREATE TABLE a (id INT); CREATE TABLE b (id INT);', 'goes on behind its semicolon'],
    ['CREATE TABLE a (\n  id INT -- the key;\n);', 'a comment is a line of its own'],
    ['/* drop; it */\nCREATE TABLE a (id INT);', 'a comment is a line of its own'],
    ['/*!80000 DROP TABLE a */;', 'a comment is a line of its own'],
    ["INSERT INTO a (b) VALUES ('one;\ntwo');", 'a string goes over several lines'],
  ])('may not be cut otherwise by the kit than by the database: %s', (sql, sentence) => {
    expect(sentencesOf(sql)).toContainEqual(expect.stringContaining(sentence));
  });
});

describe('the files of a service', () => {
  function problemsOf(...names: readonly string[]) {
    const files = names.map((name) => ({
      path: `services/boats/migrations/${name}`,
      sql: 'CREATE TABLE a (id INT);',
    }));
    return lintMigrations(files).problems.map(({ file, sentence }) => [file.split('/').at(-1), sentence]);
  }

  it('count from one, without a gap', () => {
    expect(problemsOf('0001-a.sql', '0002-b.sql')).toEqual([]);
    expect(problemsOf('0001-a.sql', '0003-c.sql', '0004-d.sql')).toEqual([
      ['0003-c.sql', expect.stringContaining('leaves a gap; the next one is like 0002-add-something.sql')],
    ]);
  });

  it('have a number each', () => {
    expect(problemsOf('0001-a.sql', '0002-b.sql', '0002-c.sql')).toEqual([
      [
        '0002-c.sql',
        "'0002-c.sql' has the number of '0002-b.sql'; the one that is not on main yet becomes 0003-add-something.sql",
      ],
    ]);
  });

  it('have names that say what they do', () => {
    expect(problemsOf('1-a.sql')).toEqual([
      ['1-a.sql', expect.stringContaining('is no name of a migration')],
    ]);
  });
});
