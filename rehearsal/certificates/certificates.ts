import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { type Authority, openAuthority, renewalDays } from './authority.ts';
import { writeWhole } from './whole-file.ts';

export interface ServerCertificate {
  readonly certFile: string;
  readonly keyFile: string;
}

/** The rehearsal's TLS: whoever trusts `authorityFile` trusts every certificate given here. */
export interface Certificates {
  readonly authorityFile: string;
  /** One certificate per first name. It is kept until it expires or a later call asks for a name it does not hold. */
  certificateFor(names: readonly string[], addresses: readonly string[]): Promise<ServerCertificate>;
}

export interface CertificatesProps {
  /** The certificates stand in `authority/` under it. */
  readonly stateFolder: string;
  readonly now?: () => number;
}

export async function createCertificates({
  stateFolder,
  now = Date.now,
}: CertificatesProps): Promise<Certificates> {
  const folder = join(stateFolder, 'authority');
  const authority = await openAuthority(folder, now);
  const servers = join(folder, 'servers');
  await mkdir(servers, { recursive: true, mode: 0o700 });
  // One at a time: two balancers that ask for the same name must not overwrite each other's key.
  let last: Promise<unknown> = Promise.resolve();
  return {
    authorityFile: authority.file,
    certificateFor(names, addresses) {
      const answer = last.then(() => keepOrIssue({ authority, servers, names, addresses, now: now() }));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

interface Wanted {
  readonly authority: Authority;
  readonly servers: string;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly now: number;
}

async function keepOrIssue({
  authority,
  servers,
  names,
  addresses,
  now,
}: Wanted): Promise<ServerCertificate> {
  const first = names[0] ?? addresses[0];
  if (first === undefined) {
    throw new Error(
      'a certificate needs at least one name or address, got none: pass the host name clients use',
    );
  }
  for (const address of addresses) {
    if (isIP(address) === 0) {
      throw new Error(`certificate '${first}': '${address}' is not an IP address, pass host names as names`);
    }
  }
  const base = join(
    servers,
    first
      .toLowerCase()
      .replace('*', 'wildcard')
      .replace(/[^a-z0-9.-]/g, '_'),
  );
  const files = { certFile: `${base}.pem`, keyFile: `${base}.key` };
  const kept = await read(files, authority).catch(() => undefined);
  const missing = [...names, ...addresses].some((name) => !kept?.held.has(name.toLowerCase()));
  if (kept === undefined || missing || kept.expires - now < renewalDays * 86_400_000) {
    const held = [...(kept?.held ?? [])];
    const issued = await authority.issue(
      [...new Set([...names.map((name) => name.toLowerCase()), ...held.filter((name) => isIP(name) === 0)])],
      [...new Set([...addresses, ...held.filter((name) => isIP(name) !== 0)])],
    );
    await writeWhole(files.keyFile, issued.key, 0o600);
    await writeWhole(files.certFile, issued.certificate, 0o644);
  }
  return files;
}

/** What a kept pair holds; a pair that does not fit together, or that another authority signed, reads as none. */
async function read({ certFile, keyFile }: ServerCertificate, authority: Authority) {
  const [pem, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  const certificate = new X509Certificate(pem);
  if (!certificate.checkPrivateKey(createPrivateKey(key))) return undefined;
  if (!certificate.verify(authority.certificate.publicKey)) return undefined;
  const alternatives = (certificate.subjectAltName ?? '').split(', ');
  return {
    expires: Date.parse(certificate.validTo),
    held: new Set(alternatives.map((entry) => entry.replace(/^(DNS|IP Address):/, '').toLowerCase())),
  };
}
