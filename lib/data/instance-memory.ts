/** What classes of one letter have in the size `large`, in GiB. */
const memoryOfLarge: Readonly<Record<string, number>> = { t: 8, m: 8, c: 4, r: 16, x: 32 };

const smaller: Readonly<Record<string, number>> = { micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1 };

/** How much memory a class of RDS has: `16` GiB of `r8g.large`. Each size has twice what the one below it has. */
export function memoryGiBOf(instanceClass: string): number {
  const [family = '', size = ''] = instanceClass.split('.');
  const large = memoryOfLarge[family.charAt(0)];
  const [, times = '1'] = /^(\d*)xlarge$/.exec(size) ?? [];
  const factor = smaller[size] ?? (size.endsWith('xlarge') ? 2 * Number(times || 1) : undefined);
  if (large === undefined || factor === undefined) {
    throw new Error(
      `database.instanceClass '${instanceClass}': its memory is not known here, which its alarms are about; use a class of ${Object.keys(memoryOfLarge).join(', ')} or teach lib/data/instance-memory.ts`,
    );
  }
  return large * factor;
}
