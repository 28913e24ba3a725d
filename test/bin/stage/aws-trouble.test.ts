import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../bin/command.ts';
import { awsTrouble } from '../../../bin/stage/aws-trouble.ts';

const left = 'Nothing was touched.';
const told = (name: string, message: string, code?: string): unknown =>
  awsTrouble(Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) }), left);

describe('trouble with AWS', () => {
  it.each([
    [
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      'There are no AWS credentials',
    ],
    [
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'have expired: sign in again',
    ],
    ['UnrecognizedClientException', 'The security token is invalid', 'AWS does not know these credentials'],
    ['AccessDeniedException', 'User: arn is not authorized to perform: ecs:ListTasks', 'may not do that'],
    ['ThrottlingException', 'Rate exceeded', 'asks for fewer calls'],
    ['TimeoutError', 'socket hang up', 'cannot be reached (TimeoutError)'],
  ])('%s is a sentence with what to do, and with what is left', (name, message, sentence) => {
    const refusal = told(name, message);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(String(refusal)).toContain(sentence);
    expect(String(refusal)).toMatch(/Nothing was touched\.$/);
  });

  it.each(['ENOTFOUND', 'ECONNRESET', 'EAI_AGAIN'])('a network that is gone (%s) is told as such', (code) => {
    expect(String(told('Error', 'getaddrinfo', code))).toContain(`AWS cannot be reached (${code})`);
  });

  it('leaves alone what is already a sentence, and what it does not know', () => {
    const refusal = new Refusal('Name a service.');
    expect(awsTrouble(refusal, left)).toBe(refusal);
    const unknown = new Error('boom');
    expect(awsTrouble(unknown, left)).toBe(unknown);
  });
});
