import { groupsOf, usd } from './budget.ts';
import type { Charge } from './charge.ts';
import type { Difference } from './difference.ts';
import { pricesRead } from './prices/prices.ts';
import { peakOf } from './report.ts';
import { type StageCost, sumsOf } from './stage-cost.ts';

export interface TableOptions {
  readonly budget: number | undefined;
  /** @default - false: what is alike in kind and price is one line with its count */
  readonly eachResource?: boolean;
}

/** Everything about a stage that a person asks, in lines. */
export function tableOf(cost: StageCost, { budget, eachResource = false }: TableOptions): string {
  const rows: Row[] = [
    { what: `${cost.stage}, USD a month`, cells: ['monthly', 'awake', 'per million requests'] },
    ...groupsOf(cost).flatMap(({ group, ...sums }) => [
      { what: group, cells: cellsOf(sums) },
      ...linesOf(cost, { group, eachResource }),
    ]),
    { what: 'sum', cells: cellsOf(cost) },
  ];
  return `${aligned(rows)}\n${sentencesOf(cost, budget).join('\n')}\n`;
}

interface Row {
  readonly what: string;
  readonly cells: readonly string[];
}

function cellsOf({
  monthly,
  monthlyAwake,
  perMillionRequests,
}: Pick<StageCost, 'monthly' | 'monthlyAwake' | 'perMillionRequests'>): readonly string[] {
  return [usd(monthly), usd(monthlyAwake), perMillionRequests === 0 ? '' : usd(perMillionRequests)];
}

function linesOf(
  { resources }: StageCost,
  { group, eachResource }: { readonly group: string; readonly eachResource: boolean },
): readonly Row[] {
  const charges = resources.flatMap(({ resource, charges: all, address }) =>
    all
      .filter((charge) => charge.group === group && (charge.awake > 0 || charge.perMillionRequests > 0))
      .map((charge) => ({
        charge,
        address,
        like: `${eachResource ? address : resource.type} ${charge.what}`,
      })),
  );
  return [...Map.groupBy(charges, ({ like }) => like).values()]
    .map((alike) => ({ alike, sums: sumsOf(alike.map(({ charge }) => charge)) }))
    .sort((one, other) => other.sums.monthly - one.sums.monthly)
    .map(({ alike, sums }) => ({ what: `  ${wordsOf(alike)}`, cells: cellsOf(sums) }));
}

function wordsOf(alike: readonly { readonly charge: Charge; readonly address: string }[]): string {
  const [first] = alike;
  if (first === undefined) return '';
  const where = alike.length === 1 ? first.address : `${alike.length} ×`;
  return `${where} ${first.charge.what}`;
}

function sentencesOf(cost: StageCost, budget: number | undefined): readonly string[] {
  const { monthly, monthlyAwake, months } = cost;
  const peak = peakOf(months);
  return [
    ...(monthlyAwake - monthly < 0.005
      ? []
      : [
          `Sleeping saves ${usd(monthlyAwake - monthly)} a month of ${usd(monthlyAwake)}: its tasks run in ${awakePercent(cost)} % of all hours.`,
        ]),
    ...(peak.monthly - monthly < 0.01 * monthly
      ? []
      : [`The dearest month is ${peak.month} with ${usd(peak.monthly)}.`]),
    `A million requests add ${usd(cost.perMillionRequests)}, a GB of logs adds ${usd(cost.perLogGb)}.`,
    ...(cost.perPush === 0
      ? []
      : [`A push that a pipeline takes through all stages adds ${usd(cost.perPush)}.`]),
    `${cost.free.length} resources cost nothing by being there. Prices are list prices of ${pricesRead}, without free tiers.`,
    ...(budget === undefined
      ? []
      : [
          monthly > budget
            ? `The budget of ${usd(budget)} is exceeded by ${usd(monthly - budget)}.`
            : `${usd(budget - monthly)} of the budget of ${usd(budget)} are left.`,
        ]),
  ];
}

function awakePercent(cost: StageCost): number {
  const tasks = groupsOf(cost).find(({ group }) => group === 'tasks');
  return tasks === undefined ? 100 : Math.round((100 * tasks.monthly) / tasks.monthlyAwake);
}

/** What the last change adds. */
export function differenceTableOf(difference: Difference, ref: string): string {
  const { stage, monthly, monthlyAwake, changes } = difference;
  if (changes.length === 0) return `${stage} costs what it cost at ${ref}.\n`;
  const rows = changes.map((change) => ({
    what: `  ${change.kind} ${change.address} ${change.type}`,
    cells: [signed(change.monthly), change.perMillionRequests === 0 ? '' : signed(change.perMillionRequests)],
  }));
  return aligned([
    { what: `${stage}, since ${ref}`, cells: ['monthly', 'per million requests'] },
    ...rows,
    { what: `sum (awake ${signed(monthlyAwake)})`, cells: [signed(monthly), ''] },
  ]);
}

function signed(amount: number): string {
  return `${amount < 0 ? '' : '+'}${usd(amount)}`;
}

function aligned(rows: readonly Row[]): string {
  const first = Math.max(...rows.map(({ what }) => what.length));
  const count = Math.max(...rows.map(({ cells }) => cells.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  return rows
    .map(({ what, cells }) =>
      `${what.padEnd(first)}  ${widths.map((width, column) => (cells[column] ?? '').padStart(width)).join('  ')}`.trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
