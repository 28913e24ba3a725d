import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { coloursFor } from '../../../bin/terminal/colours.ts';

describe('colours', () => {
  it('are none in a pipe or a file', () => {
    const pipe = Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream;
    expect(coloursFor(pipe)('red', 'wrong')).toBe('wrong');
  });
});
