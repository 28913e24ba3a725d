import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTokenKeys, type TokenKeys } from '../../../../services/kit/auth/token-keys.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { readEnvironment } from '../../../../services/kit/configuration/environment.ts';
import { readTokenConfiguration } from '../../../../services/kit/configuration/token-configuration.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { type StartedUpstream, startUpstream, type UpstreamHandler } from '../support/start-upstream.ts';
import { createTokenSigner, type TokenSigner } from '../support/tokens.ts';

let clock: FakeClock;
let first: TokenSigner;
let second: TokenSigner;
let users: StartedUpstream;
let published: string;
let keys: TokenKeys;

beforeEach(async () => {
  clock = createFakeClock();
  first = createTokenSigner(() => clock.now());
  second = createTokenSigner(() => clock.now());
  published = keySet(first);
  users = await startUpstream((_request, response) => response.end(published));
});
afterEach(async () => {
  await keys?.close();
  await users.close();
});

const keySet = (...signers: readonly TokenSigner[]) =>
  JSON.stringify({
    keys: signers.map(({ configuration }, index) => ({
      ...configuration.keys[0],
      kid: index === 0 ? 'one' : 'two',
    })),
  });

function start(given: readonly TokenSigner[] = []) {
  const { log, lines } = recordedLog();
  const configuration = {
    issuer: 'shoal',
    audience: 'shoal',
    keys: given.flatMap((signer) => signer.configuration.keys),
    keysUrl: `${users.url}/.well-known/jwks.json`,
  };
  keys = createTokenKeys(configuration, { log, clock });
  return { verifier: createTokenVerifier(configuration, { keys, clock }), lines };
}

/** Answers come over a real socket, whatever the clock says. */
async function eventually(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !holds(); turn++) await new Promise((resolve) => setTimeout(resolve, 2));
  if (!holds()) throw new Error('it did not come true in a second');
}

const refused = expect.objectContaining({ status: 401 });
const tokenOfSecond = () => second.token({}, { kid: 'two' });

describe('published token keys', () => {
  it('are a 503 until they were read, and believed from then on', async () => {
    users.handler = (_request, response) => response.writeHead(503).end();
    const { verifier } = start();
    await expect(keys.probe()).rejects.toThrow(`no token keys from ${users.url}`);
    expect(() => verifier.verify(first.token())).toThrow(expect.objectContaining({ status: 503 }));
    users.handler = (_request, response) => response.end(published);
    await keys.probe();
    expect(verifier.verify(first.token()).subject).toBe('user-1');
  });

  it('are read again every minute, before a new one signs', async () => {
    const { verifier } = start();
    await keys.probe();
    published = keySet(first, second);
    await clock.advance(60_000);
    await eventually(() => keys.current().length === 2);
    expect(verifier.verify(tokenOfSecond()).subject).toBe('user-1');
    expect(verifier.verify(first.token()).subject).toBe('user-1');
  });

  it('are read at once where a token names one that is not known, but not for every such token', async () => {
    const { verifier } = start();
    await keys.probe();
    published = keySet(first, second);
    await clock.advance(6_000);
    for (let count = 0; count < 20; count++) expect(() => verifier.verify(tokenOfSecond())).toThrow(refused);
    await eventually(() => keys.current().length === 2);
    expect(verifier.verify(tokenOfSecond()).subject).toBe('user-1');
    for (const kid of ['three', 'four', 'five']) {
      expect(() => verifier.verify(first.token({}, { kid }))).toThrow(refused);
    }
    await clock.advance(1_000);
    expect(users.requests).toBe(2);
  });

  it.each<[string, UpstreamHandler]>([
    ['is away', (request) => request.socket.destroy()],
    ['answers nonsense', (_request, response) => response.end('nonsense')],
    ['publishes none', (_request, response) => response.end('{"keys":[]}')],
    ['publishes only what cannot be used', (_request, response) => response.end('{"keys":[{"kty":"oct"}]}')],
    ['answers without an end', (_request, response) => response.end(`{"keys":[]}${' '.repeat(100_000)}`)],
  ])('known last are believed while their service %s', async (_, failing) => {
    const { verifier, lines } = start();
    await keys.probe();
    users.handler = failing;
    const before = users.requests;
    await clock.advance(60_000);
    await eventually(() => lines.some(({ message }) => message === 'the known token keys must do'));
    expect(verifier.verify(first.token()).subject).toBe('user-1');
    await expect(keys.probe()).rejects.toThrow('no token keys');
    await clock.advance(5_000);
    await eventually(() => users.requests > before + 1);
  });

  it('that are withdrawn are believed no more, not from memory either', async () => {
    const { verifier } = start();
    await keys.probe();
    const token = first.token();
    verifier.verify(token);
    published = keySet(second);
    await clock.advance(60_000);
    await eventually(() => {
      try {
        return verifier.verify(token) === undefined;
      } catch {
        return true;
      }
    });
    expect(() => verifier.verify(token)).toThrow(refused);
  });

  it('of a kind that is not used here are left out', async () => {
    published = JSON.stringify({ keys: [{ kty: 'RSA', kid: 'old' }, ...first.configuration.keys] });
    const { verifier } = start();
    await keys.probe();
    expect(verifier.verify(first.token()).subject).toBe('user-1');
  });

  it('stand beside those that are given', async () => {
    const { verifier } = start([second]);
    await keys.probe();
    expect(verifier.verify(first.token()).subject).toBe('user-1');
    expect(verifier.verify(second.token()).subject).toBe('user-1');
  });

  it('are not asked for after the end', async () => {
    start();
    await keys.probe();
    await keys.close();
    keys.missed();
    await clock.advance(120_000);
    expect({ requests: users.requests, pending: clock.pending }).toEqual({ requests: 1, pending: 0 });
  });
});

describe('the configuration of tokens', () => {
  const read = (variables: Readonly<Record<string, string>>) => {
    const environment = readEnvironment(variables);
    const configuration = readTokenConfiguration(environment);
    environment.complete();
    return configuration;
  };

  it('takes an address of keys, or keys', () => {
    expect(read({ TOKEN_KEYS_URL: 'http://users.internal:8080/.well-known/jwks.json' })).toMatchObject({
      keys: [],
      keysUrl: 'http://users.internal:8080/.well-known/jwks.json',
    });
    expect(read({ TOKEN_KEYS: keySet(first) })).toMatchObject({
      keys: [{ kid: 'one' }],
      keysUrl: undefined,
    });
  });

  it('needs one of the two', () => {
    expect(() => read({})).toThrow('TOKEN_KEYS is not set; set TOKEN_KEYS_URL to where keys are published');
    expect(() => read({ TOKEN_KEYS_URL: 'users' })).toThrow("TOKEN_KEYS_URL is 'users', allowed: an address");
  });

  it('with an address makes no verifier that would not look there', () => {
    const configuration = { keys: [], keysUrl: users.url, issuer: 'shoal', audience: 'shoal' };
    expect(() => createTokenVerifier(configuration)).toThrow(
      'hand createTokenVerifier what createTokenKeys makes',
    );
  });
});
