import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { unavailable } from '../../../services/kit/problems/problem.ts';
import { createPasswords } from '../../../services/users/passwords/passwords.ts';
import { kim, lee, newcomer, signIn, signUp, tokensIn } from './support/people.ts';
import { type StartedUsers, startUsers } from './support/started-users.ts';

let service: StartedUsers;
beforeEach(async () => {
  service = await startUsers();
});
afterEach(async () => {
  await service.close();
});

const me = '/v1/users/me';
const profileOf = (token: string) => service.ask('GET', me, { token });

describe('signing up', () => {
  it('makes a customer and says where to sign in', async () => {
    const answer = await signUp(service.ask, kim);
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ location: me, 'cache-control': 'no-store' });
    expect(answer.body).toMatchObject({
      email: 'kim@shop.example',
      name: 'Kim',
      roles: ['customer'],
      _links: { 'sign-in': { href: '/v1/sessions', method: 'POST' }, self: { href: me } },
    });
    expect(answer.text).not.toMatch(/password|argon2/i);
  });

  it('takes one account for an address, however it is spelled', async () => {
    await signUp(service.ask, kim);
    const again = await signUp(service.ask, { ...kim, email: ' KIM@Shop.Example ' });
    expect(again.status).toBe(409);
    expect(service.users.users.size).toBe(1);
  });

  it('says in a sentence why a password is not taken', async () => {
    const short = await signUp(service.ask, { ...kim, password: 'herring' });
    expect(short).toMatchObject({
      status: 422,
      body: {
        detail: expect.stringContaining('it is too short, make it 10 characters or longer'),
        errors: [{ pointer: '/password', detail: expect.any(String) }],
      },
    });
    const common = await signUp(service.ask, { ...kim, password: 'Password123!' });
    expect(common.body.detail).toContain('it is one of those that are tried first');
  });

  it('takes no address that is none', async () => {
    const answer = await signUp(service.ask, { ...kim, email: 'kim at home' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: '/email', detail: 'is no e-mail address; it looks like kim@example.com' },
    ]);
  });
});

describe('signing in', () => {
  it('gives tokens that are believed here, and links to what one does with them', async () => {
    await signUp(service.ask, kim);
    const answer = await signIn(service.ask, { ...kim, email: 'Kim@SHOP.example' });
    expect(answer).toMatchObject({
      status: 201,
      headers: { 'cache-control': 'no-store' },
      body: {
        tokenType: 'Bearer',
        expiresIn: 600,
        _links: {
          profile: { href: me },
          refresh: { href: '/v1/sessions/refresh', method: 'POST' },
          'sign-out': { href: '/v1/sessions/current', method: 'DELETE' },
        },
      },
    });
    const { accessToken } = tokensIn(answer.body);
    expect(await profileOf(accessToken)).toMatchObject({ status: 200, body: { name: 'Kim' } });
  });

  it('writes an old hash anew, at the cost of today', async () => {
    await signUp(service.ask, kim);
    const [user] = [...service.users.users.values()];
    if (user === undefined) throw new Error('nobody signed up');
    const old = await createPasswords({ cost: { memoryKiB: 32, passes: 1, lanes: 1 } }).hash(kim.password);
    service.users.users.set(user.id, { ...user, passwordHash: old });
    expect((await signIn(service.ask, kim)).status).toBe(201);
    const rewritten = service.users.users.get(user.id);
    expect(rewritten?.passwordHash).toContain('m=64,t=1,p=1');
    expect(rewritten?.revision).toBe(user.revision);
    expect((await signIn(service.ask, kim)).status).toBe(201);
  });
});

describe('an outage', () => {
  it('of the database is told as such, and counts as no guess', async () => {
    await signUp(service.ask, kim);
    const byEmail = service.users.byEmail.bind(service.users);
    service.users.byEmail = () => Promise.reject(unavailable('the database is away'));
    for (let count = 0; count < 12; count++) expect((await signIn(service.ask, kim)).status).toBe(503);
    service.users.byEmail = byEmail;
    expect((await signIn(service.ask, kim)).status).toBe(201);
  });

  it('of the cache keeps nobody out', async () => {
    service.cache.away = true;
    const { accessToken } = await newcomer(service.ask, kim);
    expect((await profileOf(accessToken)).status).toBe(200);
  });
});

describe('a session', () => {
  const refresh = (refreshToken: string) =>
    service.ask('POST', '/v1/sessions/refresh', { body: { refreshToken } });

  it('is refreshed with tokens that are new', async () => {
    const first = await newcomer(service.ask, kim);
    const answer = await refresh(first.refreshToken);
    expect(answer.status).toBe(200);
    const second = tokensIn(answer.body);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second.id).toBe(first.id);
    expect((await profileOf(second.accessToken)).status).toBe(200);
    expect((await refresh(second.refreshToken)).status).toBe(200);
  });

  it('has the roles of the day when it is refreshed', async () => {
    const { id, accessToken, refreshToken } = await newcomer(service.ask, kim);
    await service.users.setRoles(id, ['customer', 'staff'], new Date());
    const { body } = await refresh(refreshToken);
    expect(JSON.stringify(body)).not.toContain(accessToken);
    const claims = JSON.parse(
      Buffer.from(String(body.accessToken).split('.')[1] ?? '', 'base64url').toString(),
    );
    expect(claims.roles).toEqual(['customer', 'staff']);
  });

  it('ends with signing out, which one may do twice', async () => {
    const { accessToken: token, refreshToken } = await newcomer(service.ask, kim);
    expect((await service.ask('DELETE', '/v1/sessions/current', { token })).status).toBe(204);
    expect((await service.ask('DELETE', '/v1/sessions/current', { token })).status).toBe(204);
    expect(await refresh(refreshToken)).toMatchObject({
      status: 401,
      body: { type: expect.stringContaining('session-over') },
    });
  });

  it('is over after a month, however often it is refreshed', async () => {
    await signUp(service.ask, kim);
    const begun = await signIn(service.ask, kim);
    const inAMonth = new Date(service.clock.now() + 30 * 24 * 3600_000).toISOString();
    expect(begun.body.refreshExpiresAt).toBe(inAMonth);
    await service.clock.advance(60_000);
    expect((await refresh(tokensIn(begun.body).refreshToken)).body.refreshExpiresAt).toBe(inAMonth);
  });

  it('is none for a token that came from no sign-in', async () => {
    const token = await service.tokens.sign({ subject: 'somebody' });
    expect((await service.ask('DELETE', '/v1/sessions/current', { token })).status).toBe(404);
    expect((await profileOf(token)).status).toBe(404);
  });
});

describe('a profile', () => {
  const change = (token: string, etag: string | undefined, body: unknown) =>
    service.ask('PATCH', me, { token, body, headers: etag === undefined ? {} : { 'if-match': etag } });
  const etagOf = async (token: string) => String((await profileOf(token)).headers.etag);

  it('is read with an ETag, and not sent to who has it', async () => {
    const { accessToken: token } = await newcomer(service.ask, kim);
    const etag = await etagOf(token);
    const again = await service.ask('GET', me, { token, headers: { 'if-none-match': etag } });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
  });

  it("has an ETag that is nobody else's", async () => {
    const ofKim = await etagOf((await newcomer(service.ask, kim)).accessToken);
    expect(await etagOf((await newcomer(service.ask, lee)).accessToken)).not.toBe(ofKim);
  });

  it('is changed by who has read it', async () => {
    const { accessToken: token } = await newcomer(service.ask, kim);
    const etag = await etagOf(token);
    const changed = await change(token, etag, { name: ' Kim Lee ' });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Kim Lee', roles: ['customer'] } });
    expect(changed.headers.etag).not.toBe(etag);
    expect((await change(token, etag, { name: 'Kim' })).status).toBe(412);
    expect((await change(token, undefined, { name: 'Kim' })).status).toBe(428);
  });

  it('gets another password from who knows the current one, and all other sessions end', async () => {
    const phone = await newcomer(service.ask, kim);
    const laptop = tokensIn((await signIn(service.ask, kim)).body);
    const password = 'nine gulls over the market';
    const body = { password, currentPassword: kim.password };
    const answer = await change(laptop.accessToken, await etagOf(laptop.accessToken), body);
    expect(answer.status).toBe(200);
    expect((await signIn(service.ask, kim)).status).toBe(401);
    expect((await signIn(service.ask, { ...kim, password })).status).toBe(201);
    const refreshed = async ({ refreshToken }: { refreshToken: string }) =>
      (await service.ask('POST', '/v1/sessions/refresh', { body: { refreshToken } })).status;
    expect(await refreshed(phone)).toBe(401);
    expect(await refreshed(laptop)).toBe(200);
  });

  it('keeps its password where the current one is wrong, missing, or the new one is poor', async () => {
    const { accessToken: token } = await newcomer(service.ask, kim);
    const etag = await etagOf(token);
    const password = 'nine gulls over the market';
    const wrong = await change(token, etag, { password, currentPassword: 'eight herrings' });
    expect(wrong).toMatchObject({ status: 403, body: { type: expect.stringContaining('wrong-password') } });
    expect((await change(token, etag, { password })).status).toBe(422);
    const poor = { password: 'qwertyuiop', currentPassword: kim.password };
    expect((await change(token, etag, poor)).status).toBe(422);
    expect((await signIn(service.ask, kim)).status).toBe(201);
  });
});

describe('roles', () => {
  it('are given by an operator, and told in the next tokens', async () => {
    const { id } = await newcomer(service.ask, kim);
    const token = await service.tokens.sign({ subject: 'olu', roles: ['operator'] });
    const path = `/v1/users/${id}/roles`;
    const answer = await service.ask('PUT', path, { token, body: { roles: ['customer', 'operator'] } });
    expect(answer).toMatchObject({ status: 200, body: { id, roles: ['customer', 'operator'] } });
    const { body } = await signIn(service.ask, kim);
    const mine = await service.ask('PUT', path, {
      token: tokensIn(body).accessToken,
      body: { roles: ['customer'] },
    });
    expect(mine.status).toBe(200);
    expect(service.lines).toContainEqual(
      expect.objectContaining({ message: 'roles were set', user: id, by: 'olu' }),
    );
  });

  it('are given to nobody who is not there, and none that is not known', async () => {
    const token = await service.tokens.sign({ subject: 'olu', roles: ['operator'] });
    const put = (id: string, roles: unknown) =>
      service.ask('PUT', `/v1/users/${id}/roles`, { token, body: { roles } });
    expect((await put('00000000-0000-4000-8000-000000000000', ['staff'])).status).toBe(404);
    const { id } = await newcomer(service.ask, kim);
    for (const roles of [['admin'], [], ['staff', 'staff'], 'staff', ['service']]) {
      expect((await put(id, roles)).status).toBe(422);
    }
  });
});
