import { isNativeError } from 'node:util/types';

const replacement = '[redacted]';
const secretName =
  /pass(word|phrase|wd)|secret|token|authorization|cookie|credential|api-?key|card-?(number)?$|cvc|cvv|iban|e-?mail/i;
const secretTexts: readonly RegExp[] = [
  /\beyJ[\w-]+\.[\w-]*\.?[\w-]*/g,
  /\b(?:pass(?:word|wd)|secret|token|api-?key)["']?\s*[=:]\s*["']?[^\s"',;&]+/gi,
  /\b(?:Bearer|Basic)\s+[\w+/=.~-]+/gi,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
];
/** One id in a thousand has as many digits in a row as a card number. */
const idOrCardNumber = /(\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b)|\b\d(?:[ -]?\d){12,18}\b/gi;
const deepest = 6;

/**
 * A copy without what must never be in a log: passwords, tokens, card numbers, e-mail addresses.
 * By the name of a field, and by what a text looks like, since secrets hide in error messages.
 */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactedText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[too deep]';
  if (isNativeError(value)) return redactedError(value, depth);
  if (value instanceof Date) return value;
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redacted(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    copy[name] = secretName.test(name) ? replacement : redacted(member, depth + 1);
  }
  return copy;
}

export function redactedText(text: string): string {
  return secretTexts
    .reduce((clean, pattern) => clean.replace(pattern, replacement), text)
    .replace(idOrCardNumber, (_, id) => id ?? replacement);
}

function redactedError(error: Error, depth: number): unknown {
  const { cause, ...members } = error;
  return {
    ...(redacted(members, depth + 1) as object),
    name: error.name,
    message: redactedText(error.message),
    stack: error.stack === undefined ? undefined : redactedText(error.stack),
    ...(cause === undefined ? {} : { cause: redacted(cause, depth + 1) }),
  };
}
