import type { AnswerBody, UsersAnswer, UsersClient } from './users-client.ts';

export const kim = { email: 'kim@shop.example', name: 'Kim', password: 'seven herrings under the pier' };
export const lee = { email: 'lee@shop.example', name: 'Lee', password: 'the tide is never on time' };

type Person = typeof kim;

export interface SignedIn {
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export async function signUp(ask: UsersClient, person: Person): Promise<UsersAnswer> {
  return await ask('POST', '/v1/users', { body: person });
}

export async function signIn(
  ask: UsersClient,
  { email, password }: Omit<Person, 'name'>,
): Promise<UsersAnswer> {
  return await ask('POST', '/v1/sessions', { body: { email, password } });
}

export async function signedIn(ask: UsersClient, person: Person): Promise<SignedIn> {
  const { status, body } = await signIn(ask, person);
  if (status !== 201) throw new Error(`${person.name} cannot sign in: ${status} ${JSON.stringify(body)}`);
  return tokensIn(body);
}

/** Who signs up and signs in at once. */
export async function newcomer(ask: UsersClient, person: Person): Promise<SignedIn> {
  await signUp(ask, person);
  return await signedIn(ask, person);
}

export function tokensIn({ accessToken, refreshToken }: AnswerBody): SignedIn {
  const token = String(accessToken);
  return { id: String(claimsIn(token).sub), accessToken: token, refreshToken: String(refreshToken) };
}

export function claimsIn(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

export function headerIn(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
}
