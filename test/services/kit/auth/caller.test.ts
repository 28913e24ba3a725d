import { describe, expect, it } from '@jest/globals';
import { type Access, type Caller, requireAccess } from '../../../../services/kit/auth/caller.ts';

const expiresAt = Number.MAX_SAFE_INTEGER;
const kim: Caller = { subject: 'kim', roles: ['customer'], expiresAt };
const sam: Caller = { subject: 'sam', roles: ['staff'], expiresAt };
const orders: Caller = { subject: 'service:orders', roles: ['service'], expiresAt };
const payments: Caller = { subject: 'service:payments', roles: ['service'], expiresAt };

const outcome = (access: Access, caller: Caller | undefined): number => {
  try {
    requireAccess(access, caller);
    return 200;
  } catch (error) {
    return (error as { status: number }).status;
  }
};

describe('access', () => {
  it.each<[string, Access, readonly number[]]>([
    ['anyone', 'anyone', [200, 200, 200, 200, 200]],
    ['the signed-in', 'signed-in', [401, 200, 200, 403, 403]],
    ['a role', { role: 'staff' }, [401, 403, 200, 403, 403]],
    ['a service', { service: ['orders'] }, [401, 403, 403, 200, 403]],
    ['any of them', { anyOf: [{ role: 'staff' }, { service: ['orders'] }] }, [401, 403, 200, 200, 403]],
    ['no role that is called service', { role: 'service' }, [401, 403, 403, 403, 403]],
    ['anyone among others', { anyOf: [{ role: 'staff' }, 'anyone'] }, [200, 200, 200, 200, 200]],
  ])('is given to %s', (_, access, expected) => {
    expect([undefined, kim, sam, orders, payments].map((caller) => outcome(access, caller))).toEqual(
      expected,
    );
  });

  it('says what it needs', () => {
    const access: Access = { anyOf: [{ role: 'staff' }, { service: ['orders', 'carts'] }] };
    expect(() => requireAccess(access, kim)).toThrow(
      "this needs the role 'staff', or the service 'orders' or 'carts'",
    );
    expect(() => requireAccess('signed-in', orders)).toThrow('this needs a signed-in user');
  });
});
