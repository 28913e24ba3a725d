/** One line of the bench's table. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** What it must reach; undefined where it is only shown. */
  readonly bound?: string;
  readonly reached: boolean;
}

export function atMost(what: string, value: number, limit: number, unit: string, digits = 1): Figure {
  return {
    what,
    measured: `${value.toFixed(digits)} ${unit}`,
    bound: `<= ${limit} ${unit}`,
    reached: value <= limit,
  };
}

export function atLeast(what: string, value: number, limit: number, unit: string, digits = 2): Figure {
  return {
    what,
    measured: `${value.toFixed(digits)} ${unit}`,
    bound: `>= ${limit} ${unit}`,
    reached: value >= limit,
  };
}

export function shown(what: string, measured: string): Figure {
  return { what, measured, reached: true };
}

export function tableOf(figures: readonly Figure[]): string {
  const cells = [
    ['what', 'measured', 'bound', ''],
    ...figures.map((figure) => [
      figure.what,
      figure.measured,
      figure.bound ?? '',
      figure.bound === undefined ? '' : figure.reached ? 'reached' : 'MISSED',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
