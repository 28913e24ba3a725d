import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readLines } from '../../rehearsal/lines.ts';

async function linesOf(...chunks: readonly (string | Buffer)[]): Promise<readonly string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await once(stream, 'close');
  return lines;
}

describe('reading lines', () => {
  it('joins what arrives in pieces, and gives the unfinished last line', async () => {
    expect(await linesOf('on', 'e\ntw', 'o\r\nthree')).toEqual(['one', 'two', 'three']);
  });

  it('does not break a character that arrives in two pieces', async () => {
    const bytes = Buffer.from('größe\n');
    expect(await linesOf(bytes.subarray(0, 3), bytes.subarray(3))).toEqual(['größe']);
  });

  it('cuts a line that has no end', async () => {
    const lines = await linesOf('x'.repeat(600_000));
    expect(lines.map(({ length }) => length)).toEqual([262_144, 262_144, 75_712]);
  });
});
