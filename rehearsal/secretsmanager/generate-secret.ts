import { randomInt } from 'node:crypto';
import type { Properties } from '../plane.ts';

const kinds = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

/** Makes a secret as `GenerateSecretString` describes it. */
export function generateSecret(settings: Properties): string {
  const { SecretStringTemplate: template, GenerateStringKey: key } = settings;
  const password = generatePassword(settings);
  if (template === undefined && key === undefined) return password;
  if (typeof template !== 'string' || typeof key !== 'string') {
    throw new Error(
      'GenerateSecretString: SecretStringTemplate and GenerateStringKey go together, one is missing',
    );
  }
  const members: unknown = JSON.parse(template);
  if (typeof members !== 'object' || members === null) {
    throw new Error(`GenerateSecretString: SecretStringTemplate '${template}' is not a JSON object`);
  }
  return JSON.stringify({ ...members, [key]: password });
}

function generatePassword(settings: Properties): string {
  const length = Number(settings.PasswordLength ?? 32);
  const excluded = new Set(String(settings.ExcludeCharacters ?? ''));
  const allowed = [
    isTrue(settings.ExcludeLowercase) ? '' : kinds.lower,
    isTrue(settings.ExcludeUppercase) ? '' : kinds.upper,
    isTrue(settings.ExcludeNumbers) ? '' : kinds.digits,
    isTrue(settings.ExcludePunctuation) ? '' : kinds.punctuation,
    isTrue(settings.IncludeSpace) ? ' ' : '',
  ]
    .map((characters) => [...characters].filter((character) => !excluded.has(character)))
    .filter((characters) => characters.length > 0);
  const everything = allowed.flat();
  if (everything.length === 0) throw new Error('GenerateSecretString: it excludes every character');
  const oneOfEach =
    settings.RequireEachIncludedType === undefined || isTrue(settings.RequireEachIncludedType);
  const required = oneOfEach ? allowed.map(pick) : [];
  const rest = Array.from({ length: Math.max(0, length - required.length) }, () => pick(everything));
  return shuffled([...required, ...rest])
    .slice(0, length)
    .join('');
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function pick(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? '';
}

function shuffled(characters: readonly string[]): readonly string[] {
  return characters
    .map((character) => ({ character, rank: randomInt(2 ** 32) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ character }) => character);
}
