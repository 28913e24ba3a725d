import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChangeRecord } from '../../../../rehearsal/rds/changes/change-record.ts';
import { aLog, deletion, leftOpen, writtenAt } from './a-log.ts';

const mebibyte = 1024 * 1024;
const now = Date.parse('2026-11-21T10:00:00.400Z');
let folder: string;
let record: ChangeRecord;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-record-'));
  mkdirSync(join(folder, 'data', 'shop'), { recursive: true });
  write('shop/rows', Buffer.from('a row'));
  record = new ChangeRecord({ folder, now: () => now, mostBytes: mebibyte });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: Buffer): void {
  writeFileSync(join(folder, 'data', name), content);
}
function names(of: string): readonly string[] {
  return readdirSync(join(folder, of)).sort();
}

describe('a record of changes', () => {
  it('begins with a copy of the data, without the logs of a server that had closed them', async () => {
    write('changes.000007', aLog);
    write('changes.index', Buffer.from('./changes.000007\n'));
    await record.begin();
    expect(record.window).toEqual({ earliest: now });
    expect(names('base')).toEqual(['shop']);
    expect(names('data')).toEqual(['shop']);
  });

  it('keeps the logs of a server that was killed, here and in the copy, since it does not start without them', async () => {
    write('changes.000007', leftOpen(aLog));
    await record.begin();
    expect(names('base')).toEqual(['changes.000007', 'shop']);
    expect(names('data')).toEqual(['changes.000007', 'shop']);
  });

  it('makes of both a folder of a moment, with the later logs and none of what came after it', async () => {
    write('changes.000007', leftOpen(aLog));
    await record.begin();
    write('shop/rows', Buffer.from('another'));
    write('changes.000008', aLog);
    write('changes.000009', aLog);
    const into = join(folder, 'new');
    const end = { file: 'changes.000009', position: aLog.length };
    const logs = await record.copy({ moment: (writtenAt - 1) * 1000, end, into, as: 'replayed' });
    expect(logs).toEqual({ first: 'replayed.000008', last: 'replayed.000008' });
    expect(names('new')).toEqual(['changes.000007', 'replayed.000008', 'replayed.index', 'shop']);
    expect(readFileSync(join(into, 'shop', 'rows'), 'utf8')).toBe('a row');
    expect(readFileSync(join(into, 'replayed.000008'))).toHaveLength(deletion);
    expect(readFileSync(join(into, 'replayed.index'), 'utf8')).toBe('./replayed.000008\n');
  });

  it('has no window where the data is so large that its copy would slow the start', async () => {
    write('large', Buffer.alloc(2 * mebibyte));
    await record.begin();
    expect(record.window).toEqual({
      none: 'its data had 2 MiB when its server started, and more than 1 MiB are not copied: the start would be slow',
    });
    expect(existsSync(join(folder, 'base'))).toBe(false);
  });

  it('lets all go where more has changed than it may keep, until the next start', async () => {
    await record.begin();
    let forgotten = 0;
    const look = () =>
      record.look(async () => {
        forgotten += 1;
        rmSync(join(folder, 'data', 'changes.000001'));
      });
    write('changes.000001', Buffer.alloc(mebibyte));
    await look();
    expect([forgotten, record.window]).toEqual([0, { earliest: now }]);
    write('changes.000001', Buffer.alloc(mebibyte + 1));
    await look();
    await look();
    expect(forgotten).toBe(1);
    expect(record.window).toEqual({ none: 'more than 1 MiB of changes came since its server started' });
    expect(existsSync(join(folder, 'base'))).toBe(false);
    await record.begin();
    expect(record.window).toEqual({ earliest: now });
  });
});
