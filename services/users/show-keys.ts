import Type from 'typebox';
import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { unavailable } from '../kit/problems/problem.ts';
import type { KeyRing } from './keys/key-ring.ts';

/** How long a reader may keep it; a new key is published ten times as long before it signs. */
const cached = { 'cache-control': 'public, max-age=60' };

const keySetSchema = Type.Object({
  keys: Type.Array(
    Type.Object({
      kty: Type.String(),
      crv: Type.String(),
      x: Type.String(),
      y: Type.String(),
      kid: Type.String(),
      alg: Type.Literal('ES256'),
      use: Type.Literal('sig'),
    }),
  ),
});

export function showKeys({ keys }: { readonly keys: KeyRing }) {
  return operation({
    method: 'GET',
    path: '/.well-known/jwks.json',
    summary: 'The public keys that sign access tokens (RFC 7517); two while one follows the other',
    access: 'anyone',
    answers: { 200: keySetSchema },
    handle: () => {
      const published = keys.published();
      if (published.length === 0) throw unavailable('there is no key to sign with yet');
      return json(200, { keys: published }, cached);
    },
  });
}
