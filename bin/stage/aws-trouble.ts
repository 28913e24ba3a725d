import { Refusal } from '../command.ts';

const expired: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
]);

const notOurs: ReadonlySet<string> = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'AuthFailure',
]);

const refused: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'NotAuthorized',
]);

const throttled = /^(Throttl|TooManyRequests|RequestLimitExceeded|SlowDown)/;

const unreachable: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'AbortError',
  'NetworkingError',
]);

/**
 * What a person can do about an error of the SDK; anything else is given back as it is.
 * @param left what is under way or half-done at that moment, as a sentence
 */
export function awsTrouble(error: unknown, left: string): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const sentence = sentenceOf(error, code);
  return sentence === undefined ? error : new Refusal(`${sentence} ${left}`.trim());
}

function sentenceOf({ name, message }: Error, code: string): string | undefined {
  if (expired.has(name) || /token.*expired|session has expired/i.test(message)) {
    return 'Your AWS credentials have expired: sign in again (aws sso login, or new keys), then run the command again.';
  }
  if (name === 'CredentialsProviderError' || /could not load credentials/i.test(message)) {
    return `There are no AWS credentials (${message}): sign in with aws sso login, or set AWS_PROFILE, then run the command again.`;
  }
  if (notOurs.has(name)) {
    return `AWS does not know these credentials (${name}: ${message}): check AWS_PROFILE and the keys in the environment.`;
  }
  if (refused.has(name)) {
    return `These credentials may not do that (${message}): ask for the permission, or use the role of the operators.`;
  }
  if (throttled.test(name)) {
    return `AWS asks for fewer calls (${name}), and went on asking through all retries: wait a minute, then run the command again.`;
  }
  const gone = [code, name, ...(/\w*(?:TimeoutError|E[A-Z_]{5,})\b/.exec(message) ?? [])].find((word) =>
    unreachable.has(word),
  );
  if (gone !== undefined) {
    return `AWS cannot be reached (${gone}): check the network, or that the rehearsal is still up, then run the command again.`;
  }
  return undefined;
}
