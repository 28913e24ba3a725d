import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { readServiceTokenConfiguration } from '../../../../services/kit/auth/service-token-configuration.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { readEnvironment } from '../../../../services/kit/configuration/environment.ts';
import { readTokenConfiguration } from '../../../../services/kit/configuration/token-configuration.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createTokenSigner } from '../support/tokens.ts';

const secret = 'a-secret-of-orders-and-catalog-0123456789';
const other = 'a-secret-of-somebody-else-0123456789-0123';
const clock = createFakeClock();
const signer = createTokenSigner(() => clock.now());
const callers = { self: 'catalog', secrets: { orders: secret } };
const catalog = () => createTokenVerifier({ ...signer.configuration, callers }, { clock });
const tokenOf = (self: string, secrets: Readonly<Record<string, string>>) =>
  createServiceToken({ self, secrets }, { clock });

const unauthenticated = expect.objectContaining({ status: 401 });

const signedBy = (key: string, claims: object, alg = 'HS256') => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
};
const seconds = () => Math.floor(clock.now() / 1000);
const claimsOf = (more: object) => ({
  iss: 'service:orders',
  aud: 'catalog',
  exp: seconds() + 60,
  roles: ['service'],
  ...more,
});

describe('a service token', () => {
  it('is believed by the service it is for', () => {
    const token = tokenOf('orders', { catalog: secret })('catalog');
    expect(catalog().verify(token)).toMatchObject({ subject: 'service:orders', roles: ['service'] });
  });

  it('is signed again in time, and not for every call', async () => {
    const serviceToken = tokenOf('orders', { catalog: secret });
    const first = serviceToken('catalog');
    await clock.advance(29_000);
    expect(serviceToken('catalog')).toBe(first);
    await clock.advance(2_000);
    const second = serviceToken('catalog');
    expect(second).not.toBe(first);
    expect(catalog().verify(second).expiresAt).toBeGreaterThan(clock.now() + 50_000);
  });

  it('is over after a minute, remembered or not', async () => {
    const token = tokenOf('orders', { catalog: secret })('catalog');
    const verifier = catalog();
    verifier.verify(token);
    await clock.advance(61_000);
    expect(() => verifier.verify(token)).toThrow(unauthenticated);
    expect(() => catalog().verify(token)).toThrow(unauthenticated);
  });

  it('cannot be made for a service with which no secret is shared', () => {
    expect(() => tokenOf('orders', { catalog: secret })('payments')).toThrow(
      "service 'orders' shares no secret with 'payments', only with: catalog",
    );
  });

  it.each([
    ['signed with another secret', () => signedBy(other, claimsOf({}))],
    ['for another service', () => signedBy(secret, claimsOf({ aud: 'payments' }))],
    ['of a service that shares no secret', () => signedBy(secret, claimsOf({ iss: 'service:carts' }))],
    [
      'of a service called like a member of every object',
      () => signedBy(secret, claimsOf({ iss: 'service:constructor' })),
    ],
    ['without an end', () => signedBy(secret, claimsOf({ exp: undefined }))],
    ['good for an hour', () => signedBy(secret, claimsOf({ exp: seconds() + 3600 }))],
    ['that claims another algorithm', () => signedBy(secret, claimsOf({}), 'HS512')],
    ['that claims no algorithm', () => signedBy(secret, claimsOf({}), 'none')],
    ['signed with a public key', () => signedBy(JSON.stringify(signer.configuration.keys[0]), claimsOf({}))],
  ])('%s is refused', (_, token) => {
    expect(() => catalog().verify(token())).toThrow(unauthenticated);
  });

  it('speaks for no user and for no other service, whatever it says of itself', () => {
    const token = signedBy(secret, claimsOf({ sub: 'kim', roles: ['operator'] }));
    expect(catalog().verify(token)).toMatchObject({ subject: 'service:orders', roles: ['service'] });
  });

  it('cannot be made by whoever signs for people', () => {
    expect(() => catalog().verify(signer.token({ sub: 'service:orders' }))).toThrow(unauthenticated);
    expect(() => catalog().verify(signer.token({ roles: ['service'] }))).toThrow(unauthenticated);
  });
});

describe('the secrets of calls', () => {
  const variables = {
    SERVICE_NAME: 'orders',
    TOKEN_KEYS: '{"keys":[]}',
    CALL_CATALOG_SECRET: secret,
    CALLER_STOCK_ROOM_SECRET: other,
  };

  it('are read on both sides by the name of the other', () => {
    const environment = readEnvironment(variables);
    expect(readServiceTokenConfiguration(environment, ['catalog'])).toEqual({
      self: 'orders',
      secrets: { catalog: secret },
    });
    expect(readTokenConfiguration(environment, { callers: ['stock-room'] }).callers).toEqual({
      self: 'orders',
      secrets: { 'stock-room': other },
    });
    environment.complete();
  });

  it('are asked for by name, and shown to nobody where they are too short', () => {
    const environment = readEnvironment({ ...variables, CALL_CATALOG_SECRET: 'hunter2' });
    readServiceTokenConfiguration(environment, ['catalog', 'payments']);
    expect(() => environment.complete()).toThrow(
      /CALL_CATALOG_SECRET is 'a text of 7 characters'[\s\S]*CALL_PAYMENTS_SECRET is not set/,
    );
  });
});
