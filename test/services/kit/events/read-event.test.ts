import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import Type from 'typebox';
import type { EventContext } from '../../../../services/kit/events/event-context.ts';
import { onEvent } from '../../../../services/kit/events/event-handler.ts';
import { MalformedEvent, readEvent } from '../../../../services/kit/events/read-event.ts';
import { sampleEvent } from './sample-events.ts';

describe('reading an event', () => {
  it('takes what an outbox wrote', () => {
    expect(readEvent(JSON.stringify(sampleEvent()))).toEqual(sampleEvent());
  });

  it('lets publishers say more than is known here', () => {
    expect(readEvent(JSON.stringify({ ...sampleEvent(), version: 2 }))).toMatchObject({ version: 2 });
  });

  it.each([
    ['', 'is not JSON'],
    ['{', 'is not JSON'],
    ['null', 'is no event'],
    ['[]', 'is no event'],
    [JSON.stringify({ ...sampleEvent(), id: 'x' }), "'/id'"],
    [JSON.stringify({ ...sampleEvent(), data: 'text' }), "'/data'"],
    [JSON.stringify({ ...sampleEvent(), type: undefined }), 'type'],
  ])('refuses %s', (message, why) => {
    expect(() => readEvent(message)).toThrow(MalformedEvent);
    expect(() => readEvent(message)).toThrow(why);
  });

  it('says nothing of what is in it', () => {
    const message = JSON.stringify({ ...sampleEvent(), data: 'a secret' });
    expect(() => readEvent(message)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });

  it('fails in no other way, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (message) => {
        expect(() => readEvent(message)).toThrow(MalformedEvent);
      }),
    );
  });
});

describe('a handler', () => {
  const seen: unknown[] = [];
  const handler = onEvent({
    event: 'orders/order-placed',
    data: Type.Object({ quantity: Type.Integer() }),
    handle: async ({ data }) => seen.push(data.quantity),
  });
  const context = {} as EventContext;

  it('is given data that fits its schema, and what publishers say beyond it', async () => {
    await handler.handle(sampleEvent({ data: { quantity: 3, colour: 'red' } }), context);
    expect(seen).toEqual([3]);
  });

  it('is not given what does not fit', async () => {
    const handling = handler.handle(sampleEvent({ data: { quantity: 'three' } }), context);
    await expect(handling).rejects.toThrow(MalformedEvent);
    await expect(handling).rejects.toThrow("the data of orders/order-placed does not fit: '/quantity'");
  });
});
