import { etagOf } from '../kit/http/etag.ts';
import { link, links } from '../kit/http/links.ts';
import type { ProfileAnswer } from './user.schema.ts';
import type { User } from './user.ts';

/** What a user is shown of itself. */
export function representProfile({ id, email, name, roles, createdAt }: User): ProfileAnswer {
  return {
    id,
    email,
    name,
    roles: [...roles],
    createdAt: createdAt.toISOString(),
    _links: links({
      self: profilePath,
      update: link(profilePath, 'PATCH'),
      'sign-in': link('/v1/sessions', 'POST'),
      'sign-out': link('/v1/sessions/current', 'DELETE'),
      cart: '/v1/carts/mine',
      orders: '/v1/orders',
      home: '/',
    }),
  };
}

/** All profiles have one address, so whose it is belongs into the ETag. */
export function profileEtagOf({ id, revision }: User): string {
  return etagOf(id, revision);
}

export const profilePath = '/v1/users/me';
