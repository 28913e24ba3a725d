// Stands first: the x509 library's dependency injection reads metadata while it loads.
import 'reflect-metadata';
import { X509Certificate as KnownCertificate, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type GeneralNameType,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { ecdsa, type Keys, keysFrom, newKeys, pemOf } from './ecdsa.ts';
import { writeWhole } from './whole-file.ts';

const day = 86_400_000;
const authorityDays = 3650;
/** Browsers and Node accept server certificates of up to 398 days. */
const serverDays = 365;
/** What expires within this many days is issued anew. */
export const renewalDays = 30;

/** A throwaway certificate authority: it lives in the state folder and nothing outside the rehearsal trusts it. */
export interface Authority {
  readonly file: string;
  readonly certificate: KnownCertificate;
  issue(
    names: readonly string[],
    addresses: readonly string[],
  ): Promise<{ certificate: string; key: string }>;
}

export async function openAuthority(folder: string, now: () => number): Promise<Authority> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'authority.pem');
  const keyFile = join(folder, 'authority.key');
  const kept = await read(file, keyFile, now()).catch(() => undefined);
  const { pem, keys } = kept ?? (await found(now()));
  if (kept === undefined) {
    await writeWhole(keyFile, await pemOf(keys.privateKey), 0o600);
    await writeWhole(file, pem, 0o644);
  }
  const issuer = new X509Certificate(pem);
  return {
    file,
    certificate: new KnownCertificate(pem),
    issue: (names, addresses) => issue({ issuer, signingKey: keys.privateKey, names, addresses, now: now() }),
  };
}

/** A half-written, foreign or expiring authority reads as none, and a new one takes its place. */
async function read(
  file: string,
  keyFile: string,
  now: number,
): Promise<{ pem: string; keys: Keys } | undefined> {
  const [pem, key] = await Promise.all([readFile(file, 'utf8'), readFile(keyFile, 'utf8')]);
  const keys = await keysFrom(key);
  const certificate = new X509Certificate(pem);
  const genuine = await certificate.verify({ publicKey: keys.publicKey, signatureOnly: true });
  return genuine && certificate.notAfter.getTime() - now > (serverDays + renewalDays) * day
    ? { pem, keys }
    : undefined;
}

async function found(now: number): Promise<{ pem: string; keys: Keys }> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: 'CN=Shoal rehearsal authority',
    notBefore: new Date(now - day),
    notAfter: new Date(now + authorityDays * day),
    signingAlgorithm: ecdsa,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { pem: `${certificate.toString('pem')}\n`, keys };
}

interface Issue {
  readonly issuer: X509Certificate;
  readonly signingKey: Keys['privateKey'];
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly now: number;
}

async function issue({ issuer, signingKey, names, addresses, now }: Issue) {
  const keys = await newKeys();
  const alternatives = [
    ...names.map((value) => ({ type: 'dns' as GeneralNameType, value })),
    ...addresses.map((value) => ({ type: 'ip' as GeneralNameType, value })),
  ];
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial(),
    // A common name holds 64 characters; clients read the alternative names and not this.
    subject: [{ CN: [(names[0] ?? addresses[0] ?? '').slice(0, 64)] }],
    issuer: issuer.subject,
    notBefore: new Date(now - day),
    notAfter: new Date(now + serverDays * day),
    signingAlgorithm: ecdsa,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(alternatives),
      await AuthorityKeyIdentifierExtension.create(issuer),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) };
}

/** 16 random bytes whose first bit is clear, so the number is positive in every decoder. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.toString('hex');
}
