import { X509Certificate } from 'node:crypto';

/** A certificate and its key as PEM. */
export interface Keypair {
  readonly cert: string;
  readonly key: string;
}

const parsed = new WeakMap<Keypair, X509Certificate>();

/** The certificate that holds the name a client asks for; `undefined` where none does and the default serves. */
export function pickCertificate(keypairs: readonly Keypair[], name: string): Keypair | undefined {
  return keypairs.find((keypair) => {
    const certificate = parsed.get(keypair) ?? new X509Certificate(keypair.cert);
    parsed.set(keypair, certificate);
    return certificate.checkHost(name) !== undefined;
  });
}
