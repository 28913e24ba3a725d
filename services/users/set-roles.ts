import Type from 'typebox';
import { json } from '../kit/http/answer.ts';
import { link, links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import { notFound } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import { privately } from './private-answer.ts';
import { callerOf } from './signed-in-caller.ts';
import { rolesSchema, userPathSchema, userRolesSchema } from './user.schema.ts';
import type { UserStore } from './user-store.ts';

export interface SetRolesParts {
  readonly users: UserStore;
  readonly clock: Clock;
}

export function setRoles({ users, clock }: SetRolesParts) {
  return operation({
    method: 'PUT',
    path: '/v1/users/:id/roles',
    summary: 'Says who may do what; in force when the access tokens that are out are over',
    access: { role: 'operator' },
    params: userPathSchema,
    body: Type.Object({ roles: rolesSchema }, { additionalProperties: false }),
    answers: { 200: userRolesSchema },
    handle: async ({ params: { id }, body, context }) => {
      const user = await users.setRoles(id, body.roles, new Date(clock.now()));
      if (user === undefined) throw notFound(`there is no user ${id}`);
      context.log.info('roles were set', { user: id, roles: user.roles, by: callerOf(context).subject });
      const self = `/v1/users/${id}/roles`;
      const _links = links({ self: link(self, 'PUT'), home: '/' });
      return json(200, { id, roles: user.roles, _links }, privately);
    },
  });
}
