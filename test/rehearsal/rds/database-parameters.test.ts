import { describe, expect, it } from '@jest/globals';
import { databaseParameters } from '../../../lib/data/database-parameters.ts';
import { variablesOf } from '../../../rehearsal/rds/database-parameters.ts';

describe('database parameters', () => {
  it('become variables of the server, by its own names', () => {
    const parameters = {
      time_zone: 'UTC',
      collation_server: 'utf8mb4_0900_ai_ci',
      require_secure_transport: '1',
    };
    expect(variablesOf('group', parameters)).toEqual({
      default_time_zone: 'UTC',
      collation_server: 'utf8mb4_unicode_520_ci',
      require_secure_transport: '1',
    });
  });

  it('of the template end sessions whose client is lost', () => {
    expect(Number(variablesOf('group', databaseParameters).wait_timeout)).toBeLessThanOrEqual(120);
  });

  it('that mean nothing here, or are reckoned from an instance size, are left out', () => {
    const parameters = { performance_schema: '1', max_connections: '{DBInstanceClassMemory/12582880}' };
    expect(variablesOf('group', parameters)).toEqual({});
  });

  it('that nobody knows are refused', () => {
    expect(() => variablesOf('group', { innodb_magic: '1' })).toThrow(
      "parameter group 'group': 'innodb_magic' is not played here; allowed are",
    );
  });
});
