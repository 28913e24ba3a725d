export const roles = ['customer', 'staff', 'operator'] as const;

/** `customer` buys, `staff` keeps the shop, `operator` says who is what. */
export type Role = (typeof roles)[number];

export interface User {
  readonly id: string;
  /** As emailAddressOf writes it: two spellings of one address are one user. */
  readonly email: string;
  readonly name: string;
  /** As Passwords writes it. */
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  /** Counts changes, for ETags. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
