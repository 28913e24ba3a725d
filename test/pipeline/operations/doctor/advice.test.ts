import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../pipeline/operations/doctor/diagnose.ts';
import type { Evidence } from '../../../../pipeline/operations/doctor/evidence.ts';
import { evidenceOf, failedStack } from './evidence-of.ts';

/** What is advised by the diagnosis of that name. */
function adviceOf(name: string, changed: Partial<Evidence>): string | undefined {
  return diagnose(evidenceOf(changed)).find((each) => each.name === name)?.next;
}

describe('the advice after a migration that failed', () => {
  it('is to correct the statement where it stands, since no file after it is reached before', () => {
    const stack = failedStack('Custom::Migration', 'migration dev-catalog-migrate:13 exited with 1');
    expect(adviceOf('migration failed', { stack })).toBe(
      'npx shoal logs catalog --stage dev says what failed: correct that statement in its file (the next run goes on there), or the program where it never came to one, then deploy again',
    );
  });
});
