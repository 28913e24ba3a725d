import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Passwords } from '../../../services/users/passwords/passwords.ts';
import { createTestTokens } from '../../support/tokens.ts';
import { createCheapPasswords } from './support/cheap-passwords.ts';
import { claimsIn, kim, lee, newcomer, signedIn, signIn, signUp, tokensIn } from './support/people.ts';
import { type StartedUsers, startUsers } from './support/started-users.ts';

let service: StartedUsers;
/** The hashes that passwords were checked against. */
let checked: (string | undefined)[];
beforeEach(async () => {
  checked = [];
  const passwords = createCheapPasswords();
  const watched: Passwords = {
    hash: (password) => passwords.hash(password),
    check(password, hash) {
      checked.push(hash);
      return passwords.check(password, hash);
    },
  };
  service = await startUsers(watched);
});
afterEach(async () => {
  await service.close();
});

const me = '/v1/users/me';
const refresh = (refreshToken: string) =>
  service.ask('POST', '/v1/sessions/refresh', { body: { refreshToken } });
const statusWith = async (token: string) => (await service.ask('GET', me, { token })).status;

describe('API1: what belongs to another user', () => {
  it('cannot be named: a profile and a session are always the own', async () => {
    const mine = await newcomer(service.ask, kim);
    const theirs = await newcomer(service.ask, lee);
    for (const path of [`/v1/users/${theirs.id}`, `/v1/sessions/${theirs.id}`]) {
      expect((await service.ask('GET', path, { token: mine.accessToken })).status).toBe(404);
    }
    await service.ask('DELETE', '/v1/sessions/current', { token: mine.accessToken });
    expect((await refresh(theirs.refreshToken)).status).toBe(200);
  });
});

describe('API2: authentication', () => {
  it('ends the whole family of a refresh token that is replayed', async () => {
    const thief = await newcomer(service.ask, kim);
    const owner = tokensIn((await refresh(thief.refreshToken)).body);
    expect((await refresh(thief.refreshToken)).status).toBe(401);
    expect((await refresh(owner.refreshToken)).status).toBe(401);
    expect(service.lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        message: 'a session was ended, since what refreshes it came twice',
        user: owner.id,
      }),
    );
    expect((await signIn(service.ask, kim)).status).toBe(201);
  });

  it('leaves other sessions of the same user alone when one is replayed', async () => {
    const phone = await newcomer(service.ask, kim);
    const laptop = await signedIn(service.ask, kim);
    await refresh(phone.refreshToken);
    await refresh(phone.refreshToken);
    expect((await refresh(laptop.refreshToken)).status).toBe(200);
  });

  it('lets one of two requests with the same refresh token through', async () => {
    const { refreshToken } = await newcomer(service.ask, kim);
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken), refresh(refreshToken)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('believes no token without a signature, with another audience, issuer or key, or over', async () => {
    const { accessToken, id } = await newcomer(service.ask, kim);
    expect(await statusWith(accessToken)).toBe(200);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = part(claimsIn(accessToken));
    const [published] = service.keys.published();
    const confused = `${part({ alg: 'HS256', kid: published?.kid })}.${payload}`;
    const stranger = await createTestTokens();
    const tokens = [
      `${part({ alg: 'none' })}.${payload}.`,
      `${part({ alg: 'none' })}.${payload}.${accessToken.split('.')[2]}`,
      `${confused}.${createHmac('sha256', JSON.stringify(published)).update(confused).digest('base64url')}`,
      await service.tokens.sign({ subject: id, audience: 'another-shop' }),
      await service.tokens.sign({ subject: id, issuer: 'another-shop' }),
      await service.tokens.sign({ subject: id, minutes: -1 }),
      await stranger.sign({ subject: id }),
    ];
    expect(await Promise.all(tokens.map(statusWith))).toEqual(tokens.map(() => 401));
  });

  it('is over ten minutes after a token was signed', async () => {
    const { accessToken } = await newcomer(service.ask, kim);
    await service.clock.advance(599_000);
    expect(await statusWith(accessToken)).toBe(200);
    await service.clock.advance(1_000);
    expect(await statusWith(accessToken)).toBe(401);
  });

  it('tells nothing of who has an account: the same answer, and the same work, for unknown and wrong', async () => {
    await signUp(service.ask, kim);
    const wrong = await signIn(service.ask, { ...kim, password: 'not the password of Kim' });
    const unknown = await signIn(service.ask, { ...lee, password: 'not the password of Lee' });
    const told = ({ status, headers, body }: typeof wrong) => {
      const { traceId: _, ...rest } = body;
      const { date: __, ...fixed } = headers;
      return { status, headers: fixed, rest };
    };
    expect(told(unknown)).toEqual(told(wrong));
    expect(wrong.status).toBe(401);
    // A password is hashed for nobody's account too.
    expect(checked).toEqual([expect.stringContaining('$argon2id$'), undefined]);
  });

  it('limits guesses for an account, whether there is one or not, from wherever they come', async () => {
    await signUp(service.ask, kim);
    for (const person of [kim, lee]) {
      const guess = (number: number) =>
        service.ask('POST', '/v1/sessions', {
          body: { email: person.email, password: `guess number ${number}` },
          headers: { 'x-forwarded-for': `192.0.2.${number}, 10.0.0.1` },
        });
      const answers = await Promise.all(Array.from({ length: 12 }, (_, number) => guess(number)));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(401), 429, 429]);
      expect(answers.find(({ status }) => status === 429)?.headers['retry-after']).toBe('900');
    }
    expect((await signIn(service.ask, kim)).status).toBe(429);
    await service.clock.advance(15 * 60_000);
    expect((await signIn(service.ask, kim)).status).toBe(201);
  });

  it('limits guesses from an address, for whatever accounts, and not who knows a password', async () => {
    await signUp(service.ask, kim);
    const from = (address: string, person: Omit<typeof kim, 'name'>) =>
      service.ask('POST', '/v1/sessions', {
        body: { email: person.email, password: person.password },
        headers: { 'x-forwarded-for': `${address}, 10.0.0.1` },
      });
    for (let count = 0; count < 30; count++) await from('192.0.2.1', kim);
    const guess = (number: number) =>
      from('192.0.2.1', { email: `u${number}@shop.example`, password: 'a guess at a password' });
    for (let number = 0; number < 100; number++) expect((await guess(number)).status).toBe(401);
    expect((await from('192.0.2.1', kim)).status).toBe(429);
    expect((await from('192.0.2.2', kim)).status).toBe(201);
  });

  it('limits guesses of each task by itself while the cache is away', async () => {
    await signUp(service.ask, kim);
    service.cache.away = true;
    const guesses = Array.from({ length: 11 }, () =>
      signIn(service.ask, { ...kim, password: 'a wrong one' }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });

  it('limits guesses at the current password with a token that was stolen', async () => {
    const { accessToken: token } = await newcomer(service.ask, kim);
    const etag = String((await service.ask('GET', me, { token })).headers.etag);
    const guess = (currentPassword: string) =>
      service.ask('PATCH', me, {
        token,
        body: { password: 'nine gulls over the market', currentPassword },
        headers: { 'if-match': etag },
      });
    for (let number = 0; number < 10; number++) expect((await guess(`guess ${number}`)).status).toBe(403);
    expect((await guess(kim.password)).status).toBe(429);
  });
});

describe('API3: properties that are not for everybody', () => {
  it.each([
    ['roles', ['operator']],
    ['role', 'operator'],
    ['id', '00000000-0000-4000-8000-000000000000'],
    ['passwordHash', '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA'],
    ['revision', 99],
    ['isAdmin', true],
  ])('cannot be given while signing up: %s', async (member, value) => {
    const answer = await service.ask('POST', '/v1/users', { body: { ...kim, [member]: value } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: `/${member}` }] } });
    expect(service.users.users.size).toBe(0);
  });

  it.each([
    ['roles', ['operator']],
    ['email', 'olu@shop.example'],
    ['id', '00000000-0000-4000-8000-000000000000'],
    ['passwordHash', '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA'],
    ['createdAt', '2020-01-01T00:00:00.000Z'],
  ])('cannot be changed in a profile: %s', async (member, value) => {
    const { accessToken: token, id } = await newcomer(service.ask, kim);
    const { headers } = await service.ask('GET', me, { token });
    const before = service.users.users.get(id);
    for (const body of [{ [member]: value }, { name: 'Kim', [member]: value }]) {
      const answer = await service.ask('PATCH', me, {
        token,
        body,
        headers: { 'if-match': String(headers.etag) },
      });
      expect(answer.status).toBe(422);
    }
    expect(service.users.users.get(id)).toEqual(before);
  });

  it('are in no answer: neither passwords nor what is kept of them', async () => {
    const { accessToken: token } = await newcomer(service.ask, kim);
    const answers = [
      await signUp(service.ask, lee),
      await signIn(service.ask, kim),
      await service.ask('GET', me, { token }),
    ];
    for (const { text } of answers) expect(text).not.toMatch(/argon2|passwordHash|herrings|tide/);
  });
});

describe('API5: functions that are not for everybody', () => {
  it.each([['customer'], ['staff'], ['service']])('gives roles to nobody for the role %s', async (role) => {
    const { id } = await newcomer(service.ask, kim);
    const token = await service.tokens.sign({ subject: id, roles: [role] });
    const answer = await service.ask('PUT', `/v1/users/${id}/roles`, {
      token,
      body: { roles: ['operator'] },
    });
    expect([401, 403]).toContain(answer.status);
    expect(service.users.users.get(id)?.roles).toEqual(['customer']);
  });
});

describe('API4: what costs', () => {
  it('limits accounts that are made from one address', async () => {
    const person = (number: number) => ({ ...kim, email: `kim${number}@shop.example` });
    for (let number = 0; number < 200; number++) {
      const { status } = await signUp(service.ask, person(number));
      if (status !== 201) throw new Error(`sign-up ${number} was a ${status}`);
    }
    expect((await signUp(service.ask, person(200))).status).toBe(429);
  });

  it('hashes no text that is longer than a password', async () => {
    await signIn(service.ask, { ...kim, password: 'x'.repeat(1001) });
    expect(checked).toEqual([]);
  });
});

describe('API8: what is written down', () => {
  it('holds no password, no token and no address', async () => {
    const { accessToken, refreshToken } = await newcomer(service.ask, kim);
    await signIn(service.ask, { ...kim, password: 'a wrong password' });
    await refresh(refreshToken);
    await refresh(refreshToken);
    const written = JSON.stringify(service.lines);
    expect(written.length).toBeGreaterThan(500);
    for (const secret of [kim.password, kim.email, 'a wrong password', accessToken, refreshToken]) {
      expect(written).not.toContain(secret);
    }
    expect(JSON.stringify(service.cache.keys)).not.toContain('kim');
  });
});
