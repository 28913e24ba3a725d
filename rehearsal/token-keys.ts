import { type JsonWebKey, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';

/** Signs the access tokens of a rehearsal, where no users service does. */
export interface TokenKeys {
  /** The public key as services read it from the parameter `/shoal/<stage>/token-keys`. */
  jwks(): { readonly keys: readonly JsonWebKey[] };
  signToken(claims: TokenClaims): Promise<string>;
}

export interface TokenClaims {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly minutes: number;
}

export interface TokenKeysParts {
  readonly stateFolder: string;
  readonly issuer: string;
  readonly audience: string;
  /** Milliseconds since 1970. @default - the time */
  readonly now?: () => number;
}

/** Opens the key pair under the state folder and makes it where there is none, so tokens outlive a restart. */
export async function openTokenKeys(parts: TokenKeysParts): Promise<TokenKeys> {
  const { stateFolder, issuer, audience, now = Date.now } = parts;
  const pair = await keptPair(join(stateFolder, 'authority'));
  const { kty, crv, x, y } = pair;
  const kid = await calculateJwkThumbprint({ kty, crv, x, y });
  const privateKey = await importJWK(pair, 'ES256');
  return {
    jwks: () => ({ keys: [{ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }] }),
    async signToken({ subject, roles, minutes }) {
      const seconds = Math.floor(now() / 1000);
      return await new SignJWT({ roles })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + minutes * 60)
        .sign(privateKey);
    },
  };
}

interface Pair {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  /** The private part. */
  readonly d: string;
}

async function keptPair(folder: string): Promise<Pair> {
  const file = join(folder, 'token-key.json');
  try {
    return pairIn(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `token-key.${randomUUID()}.draft`);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  try {
    // A link appears whole or not at all, so of two that start at once the second takes what the first made.
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return pairIn(await readFile(file, 'utf8'), file);
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function pairIn(text: string, file: string): Pair {
  const pair = parsed(text);
  if (isPair(pair)) return pair;
  throw new Error(`token key '${file}' is not a private EC key; delete it, the next start makes a new one`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPair(value: unknown): value is Pair {
  if (typeof value !== 'object' || value === null) return false;
  const pair: Readonly<Record<string, unknown>> = { ...value };
  return pair.kty === 'EC' && ['crv', 'x', 'y', 'd'].every((name) => typeof pair[name] === 'string');
}
