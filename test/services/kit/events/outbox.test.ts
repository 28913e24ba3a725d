import { describe, expect, it } from '@jest/globals';
import { createOutbox, type NewEvent } from '../../../../services/kit/events/outbox.ts';
import { readEvent } from '../../../../services/kit/events/read-event.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const clock = createFakeClock(Date.parse('2026-11-20T20:00:00Z'));
const outbox = createOutbox({ source: 'orders', clock });
const origin = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', correlationId: 'c' };

interface Written {
  readonly sql: string;
  readonly rows: readonly (readonly [type: string, traceparent: string, event: string])[];
}

async function written(...events: readonly NewEvent[]): Promise<readonly Written[]> {
  const statements: Written[] = [];
  const query = async (sql: string, values?: readonly unknown[]) => {
    statements.push({ sql, rows: values?.[0] as Written['rows'] });
    return [];
  };
  await outbox.add({ query }, ...events);
  return statements;
}

async function writtenOne(event: NewEvent) {
  const [row] = (await written(event))[0]?.rows ?? [];
  if (row === undefined) throw new Error('nothing was written');
  const [type, traceparent, text] = row;
  return { type, traceparent, text };
}

describe('an outbox', () => {
  it('writes an event whole, with what it comes from', async () => {
    const { type, traceparent, text } = await writtenOne({
      type: 'order-placed',
      subject: 'order-1',
      data: { total: 5 },
      origin,
    });
    expect([type, traceparent]).toEqual(['order-placed', origin.traceparent]);
    expect(readEvent(text)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'order-placed',
      source: 'orders',
      occurredAt: '2026-11-20T20:00:00.000Z',
      ...origin,
      subject: 'order-1',
      data: { total: 5 },
    });
  });

  it('begins a trace where the event comes from nothing', async () => {
    const { text, traceparent } = await writtenOne({ type: 'order-placed', subject: '1', data: {} });
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(readEvent(text).correlationId).toBe(traceparent.split('-')[1]);
  });

  it('writes many with one statement, each with an id of its own', async () => {
    const events = Array.from({ length: 3 }, (_, index) => ({ type: 't-x', subject: `${index}`, data: {} }));
    const statements = await written(...events);
    expect(statements).toHaveLength(1);
    expect(new Set(statements[0]?.rows.map(([, , text]) => readEvent(text).id)).size).toBe(3);
  });

  it('writes nothing for no event', async () => {
    expect(await written()).toEqual([]);
  });

  it('keeps out what SQS does not take, and loses nothing', async () => {
    const data = { name: 'a\u0001b\uFFFEc\uFFFFd\uD800' };
    const { text } = await writtenOne({ type: 'order-placed', subject: '1', data });
    expect(text).toMatch(/^[ -\uD7FF\uE000-\uFFFD]*$/);
    expect(readEvent(text).data).toEqual(data);
  });

  it('refuses an event of which ten would not fit into one call', async () => {
    const data = { text: 'x'.repeat(24_000) };
    await expect(written({ type: 'order-placed', subject: 'order-1', data })).rejects.toThrow(
      /event 'order-placed' of 'order-1' has 24\d{3} bytes, allowed are 24000/,
    );
  });
});
