import { type Role, roles } from './user.ts';

/** Roles as a column keeps them, and back. */
export function rolesColumn(given: readonly Role[]): string {
  return given.join(',');
}

/** A role that a later version knows and this one does not gives nothing here. */
export function rolesIn(column: string): readonly Role[] {
  const given = column.split(',');
  return roles.filter((role) => given.includes(role));
}
