import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { authorizationPathSchema, authorizationSchema } from './authorization.schema.ts';
import type { AuthorizationStore } from './authorization-store.ts';
import { noAuthorization } from './carried-out-answer.ts';
import { representAuthorization } from './represent-authorization.ts';

export function readAuthorization({ store }: { readonly store: Pick<AuthorizationStore, 'find'> }) {
  return operation({
    method: 'GET',
    path: '/v1/authorizations/:id',
    summary: 'One authorization, to its customer, to staff and to orders',
    access: { anyOf: ['signed-in', { service: ['orders'] }] },
    params: authorizationPathSchema,
    answers: { 200: authorizationSchema },
    handle: async ({ params: { id }, context: { caller } }) => {
      const authorization = await store.find(id);
      const allowed =
        caller !== undefined &&
        (caller.subject === authorization?.customer ||
          caller.roles.includes('staff') ||
          caller.roles.includes('service'));
      if (authorization === undefined || !allowed) throw noAuthorization();
      return json(200, representAuthorization(authorization));
    },
  });
}
