import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { eventsIn, isLeftOpen } from '../../../../rehearsal/rds/changes/binary-log.ts';
import { positionOfMoment } from '../../../../rehearsal/rds/changes/position-of-moment.ts';
import { aLog, deletion, leftOpen, writtenAt } from './a-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'shoal-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, content: Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('a binary log', () => {
  it('is read by the headers of its events', () => {
    const { events, next } = eventsIn(aLog.subarray(4), 4);
    expect(events.map(({ position }) => position)).toEqual([4, 256, 299, 340, 381, 423, 477, 521, 569, 600]);
    expect(events[4]).toEqual({ position: deletion, length: 42, type: 162, at: writtenAt, flags: 8 });
    expect(next).toBe(aLog.length);
  });

  it('of which a piece ends within a header goes on with that event', () => {
    const { events, next } = eventsIn(aLog.subarray(4, 480), 4);
    expect(events.at(-1)).toMatchObject({ position: 423 });
    expect(next).toBe(477);
    expect(eventsIn(aLog.subarray(next), next).events[0]).toMatchObject({ position: 477, type: 19 });
  });

  it('that is none is refused, with the place', () => {
    expect(() => eventsIn(Buffer.alloc(40), 4)).toThrow('no event of a binary log stands at 4');
  });

  it('tells whether its server closed it, was killed, or was killed before it had begun', async () => {
    expect(await isLeftOpen(written('closed', aLog))).toBe(false);
    expect(await isLeftOpen(written('open', leftOpen(aLog)))).toBe(true);
    expect(await isLeftOpen(written('empty', Buffer.alloc(0)))).toBe(true);
  });
});

describe('the position of a moment', () => {
  const logs = ['changes.000001', 'changes.000002'];
  const end = { file: 'changes.000002', position: aLog.length };
  const later = Buffer.from(aLog);
  later.writeUInt32LE(writtenAt + 60, deletion);
  for (const log of logs) written(log, log === 'changes.000001' ? aLog : later);
  const at = (seconds: number, until = end) =>
    positionOfMoment({ folder, logs, end: until, moment: (writtenAt + seconds) * 1000 });

  it('is the first transaction after its second', async () => {
    expect(await at(-1)).toEqual({ file: 'changes.000001', position: deletion });
    expect(await at(0)).toEqual({ file: 'changes.000002', position: deletion });
    expect(await at(59.9)).toEqual({ file: 'changes.000002', position: deletion });
  });

  it('is the end where nothing came later, and never behind it', async () => {
    expect(await at(60)).toEqual(end);
    const before = { ...end, position: 340 };
    expect(await at(30, before)).toEqual(before);
  });
});
