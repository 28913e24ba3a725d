import type { Environment } from './environment.ts';

/** As long as the output of the hash it goes into; shorter ones could be guessed from one token. */
const shortest = 32;

/** A secret that both sides are given; its value is in no message. */
export function readSecret(environment: Environment, name: string, fix: string): string {
  const value = environment.text(name, { fix });
  if (value !== '' && value.length < shortest) {
    environment.reject(name, {
      value: `a text of ${value.length} characters`,
      allowed: `${shortest} characters or more`,
      fix: 'let Secrets Manager generate it',
    });
  }
  return value;
}
