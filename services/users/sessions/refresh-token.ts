import { createHash, randomBytes } from 'node:crypto';

/** As newRefreshToken makes it: 256 random bits. */
export const refreshTokenPattern = '^[A-Za-z0-9_-]{43}$';

export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of it. So many random bits need no slow hash: nobody can go through them. */
export function refreshTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
