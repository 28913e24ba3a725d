import { type Access, type Caller, requireAccess } from '../kit/auth/caller.ts';

/** Orders settles what it reserved for a buyer also when the buyer's token is over, as after a crash. */
export const ordersOnItsOwn = 'orders';

/** Who may hold stock: a buyer, or orders. */
export const mayReserve: Access = { anyOf: ['signed-in', { service: [ordersOnItsOwn] }] };

/** Who may sell it: confirming without paying is not for buyers. */
export const mayConfirm: Access = { anyOf: [{ role: 'staff' }, { service: [ordersOnItsOwn] }] };

export function isAllowed(access: Access, caller: Caller | undefined): boolean {
  try {
    requireAccess(access, caller);
    return true;
  } catch {
    return false;
  }
}
