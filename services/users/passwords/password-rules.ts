import { unprocessable } from '../../kit/problems/problem.ts';
import { isCommonPassword } from './common-passwords.ts';

export const shortestPassword = 10;
export const longestPassword = 128;

interface Owner {
  readonly email: string;
  readonly name: string;
}

/** Throws a 422 that tells a person what to change. There is no rule about digits or signs: length is what counts. */
export function requireGoodPassword(password: string, owner: Owner): void {
  const detail = faultOf(password, owner);
  if (detail === undefined) return;
  throw unprocessable(`the password cannot be taken: ${detail}`, {
    in: 'body',
    errors: [{ pointer: '/password', detail }],
  });
}

function faultOf(password: string, { email, name }: Owner): string | undefined {
  const length = [...password.normalize('NFC')].length;
  if (length < shortestPassword) {
    return `it is too short, make it ${shortestPassword} characters or longer; four words are easy to remember`;
  }
  if (length > longestPassword) return `it is too long, ${longestPassword} characters are enough`;
  if (isCommonPassword(password)) {
    return 'it is one of those that are tried first; choose words that have nothing to do with each other';
  }
  const own = [email, email.slice(0, email.lastIndexOf('@')), ...name.split(/\s+/)].filter(
    (word) => [...word].length > 3,
  );
  const rest = own.reduce((text, word) => text.replaceAll(word.toLowerCase(), ''), password.toLowerCase());
  if ([...rest].length < shortestPassword / 2) {
    return 'it is hardly more than your name or address; choose something nobody knows of you';
  }
  return undefined;
}
