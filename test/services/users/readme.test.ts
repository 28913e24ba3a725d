import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { demoUsers } from '../../../services/users/demo-users.ts';

const readme = readFileSync(new URL('../../../services/users/README.md', import.meta.url), 'utf8');

describe('the README of users', () => {
  it('tells how the demonstration users sign in', () => {
    for (const { name, email, password, roles } of demoUsers) {
      expect(readme).toContain(`| ${name} | \`${email}\` | \`${password}\` | ${roles.join(', ')} |`);
    }
  });
});
