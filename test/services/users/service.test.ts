import { describe, expect, it } from '@jest/globals';
import { validateServices } from '../../../platform/service-validation.ts';
import { usersEnvironmentNames } from '../../../services/users/environment-names.ts';
import { users } from '../../../services/users/service.ts';

describe('the definition of users', () => {
  it('is valid', () => {
    expect(() => validateServices([users])).not.toThrow();
  });

  it('asks for the secret that is read', () => {
    expect(users.needs.secrets).toEqual([usersEnvironmentNames.keyEncryptionKey]);
  });
});
