import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectRefusal } from '../../../services/catalog/support/refusal.ts';
import { type StartedSampleThings, startSampleThings } from './support/started-sample-things.ts';

const kim = { subject: 'kim' };
const sam = { subject: 'sam' };
let things: StartedSampleThings;
beforeAll(async () => {
  things = await startSampleThings();
});
afterEach(() => {
  expect(things.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
afterAll(async () => {
  await things.close();
});

const make = (body: unknown) => things.ask('POST', '/v1/sample-things', { as: kim, body });

describe('a sample thing', () => {
  it('is found where its making says', async () => {
    const made = await make({ name: 'The first' });
    expect(made).toMatchObject({ status: 201, body: { name: 'The first' } });
    const found = await things.ask('GET', String(made.headers.location), { as: kim });
    expect(found).toMatchObject({ status: 200, body: made.body });
  });

  it('is there for nobody but who made it', async () => {
    const path = String((await make({ name: 'Mine' })).headers.location);
    expectRefusal(await things.ask('GET', path, { as: sam }), 404);
    expectRefusal(await things.ask('GET', path), 401);
    expectRefusal(await things.ask('POST', '/v1/sample-things', { body: { name: 'Nobody' } }), 401);
  });

  it('is not found where there is none', async () => {
    const path = '/v1/sample-things/00000000-0000-4000-8000-000000000000';
    expectRefusal(await things.ask('GET', path, { as: kim }), 404);
  });

  it('is refused where its id has another form', async () => {
    expectRefusal(await things.ask('GET', '/v1/sample-things/first', { as: kim }), 400);
  });

  it('takes no member it does not know', async () => {
    expectRefusal(await make({ name: 'Mine', owner: 'sam' }), 422);
  });

  it('is made of nothing but what it describes', () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        expectRefusal(await make(body), 400, 422);
      }),
      { numRuns: 50 },
    ));
});
