// Stands first: the x509 library's dependency injection reads metadata while it loads.
import 'reflect-metadata';
import { createPrivateKey, createPublicKey, type KeyObject, webcrypto } from 'node:crypto';
import { cryptoProvider } from '@peculiar/x509';

type CryptoKey = webcrypto.CryptoKey;

cryptoProvider.set(webcrypto);

/** ECDSA on P-256: every TLS library here speaks it, and a key takes under a millisecond. */
export const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface Keys {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export async function newKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  return { privateKey, publicKey };
}

export async function pemOf(privateKey: CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** Both halves of a key kept as PEM. */
export async function keysFrom(pem: string): Promise<Keys> {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(pem);
  const der = (key: KeyObject, type: 'pkcs8' | 'spki') =>
    key.export({ format: 'der', type } as { format: 'der'; type: 'spki' });
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', der(privateKey, 'pkcs8'), ecdsa, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', der(publicKey, 'spki'), ecdsa, true, ['verify']),
  };
}
