import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';
import { openTokenKeys } from '../../rehearsal/token-keys.ts';

let stateFolder: string;
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'shoal-token-keys-'));
});
afterEach(async () => {
  await rm(stateFolder, { recursive: true });
});

const names = { issuer: 'shoal-rehearsal', audience: 'shoal' };
const keyFile = () => join(stateFolder, 'authority', 'token-key.json');

describe('the token keys of a rehearsal', () => {
  it('sign tokens that their public keys verify', async () => {
    const keys = await openTokenKeys({ stateFolder, ...names });
    const token = await keys.signToken({ subject: 'kim', roles: ['staff'], minutes: 5 });
    const verifier = createLocalJWKSet({ keys: keys.jwks().keys as JWK[] });
    const { payload, protectedHeader } = await jwtVerify(token, verifier, names);
    expect(payload).toMatchObject({ sub: 'kim', roles: ['staff'] });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    expect(protectedHeader.alg).toBe('ES256');
  });

  it('publish no private part', async () => {
    const keys = await openTokenKeys({ stateFolder, ...names });
    expect(Object.keys(keys.jwks().keys[0] ?? {}).sort()).toEqual([
      'alg',
      'crv',
      'kid',
      'kty',
      'use',
      'x',
      'y',
    ]);
  });

  it('are the same after a restart', async () => {
    const before = await openTokenKeys({ stateFolder, ...names });
    const after = await openTokenKeys({ stateFolder, ...names });
    expect(after.jwks()).toEqual(before.jwks());
  });

  it('are the same for two that start at once', async () => {
    const [one, other] = await Promise.all([
      openTokenKeys({ stateFolder, ...names }),
      openTokenKeys({ stateFolder, ...names }),
    ]);
    expect(one.jwks()).toEqual(other.jwks());
  });

  it('are readable by their owner alone', async () => {
    await openTokenKeys({ stateFolder, ...names });
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
  });

  it('name a broken key file and what to do', async () => {
    await openTokenKeys({ stateFolder, ...names });
    await writeFile(keyFile(), '{"kty":"RSA"}');
    await expect(openTokenKeys({ stateFolder, ...names })).rejects.toThrow(/token-key\.json.*delete it/);
  });
});
