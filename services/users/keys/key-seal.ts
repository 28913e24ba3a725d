import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps private keys unreadable in the database and in its backups. */
export interface KeySeal {
  /** `name` is bound to what is sealed: it opens under no other. */
  close(bytes: Buffer, name: string): Buffer;
  /** Undefined where it was sealed under another secret or name, or was changed. */
  open(sealed: Buffer, name: string): Buffer | undefined;
}

const nonceLength = 12;
const tagLength = 16;

export function createKeySeal(secret: string): KeySeal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'shoal users signing keys', 32));
  return {
    close(bytes, name) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const hidden = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
    },
    open(sealed, name) {
      const nonce = sealed.subarray(0, nonceLength);
      const tag = sealed.subarray(nonceLength, nonceLength + tagLength);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
          .setAAD(Buffer.from(name))
          .setAuthTag(tag);
        return Buffer.concat([decipher.update(sealed.subarray(nonceLength + tagLength)), decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}
