/** What only users is told. */
export const usersEnvironmentNames = {
  /** The secret under which private keys lie in the database. */
  keyEncryptionKey: 'KEY_ENCRYPTION_KEY',
  /** `true` where two users with published passwords may be made: in a rehearsal, and nowhere else. */
  demoUsers: 'DEMO_USERS',
} as const;
