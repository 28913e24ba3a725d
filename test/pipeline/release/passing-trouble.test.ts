import { describe, expect, it } from '@jest/globals';
import { isPassing } from '../../../pipeline/release/passing-trouble.ts';
import { awsError } from './strict-client.ts';

describe('trouble that passes', () => {
  it.each([
    ['a throttled call', awsError('ThrottlingException'), true],
    ['a broken connection', Object.assign(new Error('socket'), { code: 'ECONNRESET' }), true],
    ['a fault of AWS', Object.assign(new Error('oops'), { $metadata: { httpStatusCode: 503 } }), true],
    ['a denied call', awsError('AccessDeniedException'), false],
    ['a bug of ours', new TypeError('undefined is not a function'), false],
    ['what is no error', 'ThrottlingException', false],
  ])('tells %s from the rest', (_name, error, passes) => {
    expect(isPassing(error)).toBe(passes);
  });
});
