import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectNoFailure, expectRefusal } from '../catalog/support/refusal.ts';
import { tea } from './support/an-item.ts';
import { type StartedCarts, startCarts } from './support/started-carts.ts';

const kim = { subject: 'kim' };
let carts: StartedCarts;
let href: string;
beforeAll(async () => {
  carts = await startCarts();
  href = String((await carts.ask('POST', '/v1/carts')).headers.location);
});
afterAll(async () => {
  await carts.close();
});
afterEach(async () => {
  expect((await carts.ask('GET', '/health/ready')).status).toBe(200);
  expect(carts.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const holds = (property: fc.IAsyncProperty<unknown>, numRuns = 40) =>
  fc.assert(property as fc.IAsyncProperty<[]>, { numRuns });
const segment = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('..%2f', '%00', '%ff', 'null', '0', '-1', 'undefined', '__proto__', tea, 'mine'),
);
const methods = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');

describe('carts', () => {
  it('fail at no path', () =>
    holds(
      fc.asyncProperty(
        methods,
        fc.array(segment, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (method, parts, signedIn) => {
          const as = signedIn ? { as: kim } : {};
          expectNoFailure(await carts.ask(method as 'GET', `/v1/carts/${parts.join('/')}`, as));
        },
      ),
      100,
    ));

  it('fail at no body', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom(['PUT', `/items/${tea}`], ['POST', '/checkout-view'], ['DELETE', '']),
        fc.jsonValue(),
        async ([method = '', path = ''], body) => {
          expectNoFailure(
            await carts.ask(method as 'PUT', `${href}${path}`, { body, headers: { 'if-match': '*' } }),
          );
        },
      ),
    ));

  it('take no quantity but a whole number of 1 to 100', () =>
    holds(
      fc.asyncProperty(fc.jsonValue(), async (quantity) => {
        fc.pre(!Number.isInteger(quantity) || Number(quantity) < 1 || Number(quantity) > 100);
        const answer = await carts.ask('PUT', `${href}/items/${tea}`, {
          body: { quantity },
          headers: { 'if-match': '*' },
        });
        expectRefusal(answer, 400, 422);
      }),
    ));

  it('take no member they do not know', async () => {
    for (const more of [{ price: { amount: 1, currency: 'EUR' } }, { owner: 'kim' }, { title: 'Free' }]) {
      const answer = await carts.ask('PUT', `${href}/items/${tea}`, {
        body: { quantity: 1, ...more },
        headers: { 'if-match': '*' },
      });
      expectRefusal(answer, 422);
    }
  });

  it('merge nothing but carts of guests', () =>
    holds(
      fc.asyncProperty(fc.jsonValue(), async (cartId) => {
        const answer = await carts.ask('POST', '/v1/carts/mine/merge', { as: kim, body: { cartId } });
        expectRefusal(answer, 400, 422);
      }),
    ));

  it('take no If-Match for more than text', () =>
    holds(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 1500 }), async (text) => {
        fc.pre(text.trim() !== '*' && text.trim() !== '');
        const answer = await carts.ask('DELETE', `${href}/items/${tea}`, { headers: { 'if-match': text } });
        expectRefusal(answer, 400, 412);
      }),
    ));
});
