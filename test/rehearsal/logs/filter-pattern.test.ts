import { describe, expect, it } from '@jest/globals';
import { matcherOf } from '../../../rehearsal/logs/filter-pattern.ts';

const json = '{"level":"error","status":503,"req":{"path":"/products/1"}}';

describe('a filter pattern', () => {
  it.each([
    ['', 'anything', true],
    ['ERROR timeout', 'a timeout ERROR', true],
    ['ERROR timeout', 'an ERROR', false],
    ['"not found"', 'it was not found', true],
    ['"not found"', 'found it not', false],
    ['ERROR -timeout', 'ERROR timeout', false],
    ['?ERROR ?WARN', 'a WARN', true],
    ['?ERROR ?WARN', 'an INFO', false],
    ['{ $.level = "error" }', json, true],
    ['{ $.level = "warn" }', json, false],
    ['{ $.level != "warn" }', json, true],
    ['{ $.status >= 500 }', json, true],
    ['{ $.status < 500 }', json, false],
    ['{ $.req.path = "/products/*" }', json, true],
    ['{ $.level = "error" }', 'not JSON', false],
    ['{ $.missing = "x" }', json, false],
  ])('%s matches %s: %s', (pattern, message, expected) => {
    expect(matcherOf(pattern)(message)).toBe(expected);
  });

  it('that is more than that is refused with what is known', () => {
    expect(() => matcherOf('{ $.a = 1 && $.b = 2 }')).toThrow('The rehearsal knows terms and one comparison');
  });
});
