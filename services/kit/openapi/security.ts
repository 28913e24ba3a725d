import type { Access } from '../auth/caller.ts';

export const securitySchemes = {
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a person, as POST /v1/sessions of users issues it',
  },
  serviceToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'What a service signs for one call on its own account; no person has one',
  },
} as const;

type Requirement = Readonly<Record<string, readonly string[]>>;

/** Alternatives, with the role a person needs for each; undefined where nobody needs anything. */
export function securityOf(access: Access): readonly Requirement[] | undefined {
  if (access === 'anyone') return undefined;
  if (access === 'signed-in') return [{ token: [] }];
  if ('role' in access) return [{ token: [access.role] }];
  if ('service' in access) return [{ serviceToken: access.service }];
  return access.anyOf.flatMap((one) => securityOf(one) ?? [{}]);
}
