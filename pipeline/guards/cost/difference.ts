import { type ResourceCost, type StageCost, sumsOf } from './stage-cost.ts';

/** What became dearer or cheaper by a change, in USD. */
export interface Difference {
  readonly stage: string;
  readonly monthly: number;
  readonly monthlyAwake: number;
  readonly perMillionRequests: number;
  /** The largest first; what costs the same is left out. */
  readonly changes: readonly ResourceChange[];
}

export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly monthly: number;
  readonly perMillionRequests: number;
}

const nothing = { monthly: 0, monthlyAwake: 0, perMillionRequests: 0, resources: [], free: [] };

/** What the stage costs now, against what it cost; a stage that was not there cost nothing. */
export function differenceBetween(before: StageCost | undefined, after: StageCost): Difference {
  const was = before ?? nothing;
  const earlier = new Map(was.resources.map((each) => [each.address, each]));
  const later = new Map(after.resources.map((each) => [each.address, each]));
  const changes = [...new Set([...earlier.keys(), ...later.keys()])].flatMap((address) => {
    const kind = isIn(was, address) ? (isIn(after, address) ? 'changed' : 'removed') : 'added';
    return changeOf(kind, earlier.get(address), later.get(address));
  });
  return {
    stage: after.stage,
    monthly: after.monthly - was.monthly,
    monthlyAwake: after.monthlyAwake - was.monthlyAwake,
    perMillionRequests: after.perMillionRequests - was.perMillionRequests,
    changes: changes.sort((one, other) => Math.abs(other.monthly) - Math.abs(one.monthly)),
  };
}

/** Below this, two sums are the same. */
const cent = 0.005;

function isIn({ resources, free }: Pick<StageCost, 'resources' | 'free'>, address: string): boolean {
  return free.includes(address) || resources.some((each) => each.address === address);
}

function changeOf(
  kind: ResourceChange['kind'],
  before: ResourceCost | undefined,
  after: ResourceCost | undefined,
): readonly ResourceChange[] {
  const known = after ?? before;
  if (known === undefined) return [];
  const sums = { before: sumsOf(before?.charges ?? []), after: sumsOf(after?.charges ?? []) };
  const monthly = sums.after.monthly - sums.before.monthly;
  const perMillionRequests = sums.after.perMillionRequests - sums.before.perMillionRequests;
  if (Math.abs(monthly) < cent && Math.abs(perMillionRequests) < cent) return [];
  return [{ address: known.address, type: known.resource.type, kind, monthly, perMillionRequests }];
}
