/** How fast a budget of errors goes down, and the two windows in which it has to, for an alarm to go off. */
export interface BurnSpeed {
  /** How many times faster than what would use the budget up in exactly thirty days. */
  readonly rate: number;
  /** Shows that much is gone. */
  readonly long: BurnWindow;
  /** Shows that it still goes, so that the alarm ends soon after its cause. */
  readonly short: BurnWindow;
}

export type BurnWindow = '5m' | '30m' | '1h' | '6h' | '3d';

export const minutesOf: Readonly<Record<BurnWindow, number>> = {
  '5m': 5,
  '30m': 30,
  '1h': 60,
  '6h': 360,
  '3d': 4320,
};

/** As Google's workbook on reliability recommends them: 2 % of the budget in an hour, 5 % in six, 10 % in three days. */
export const burnSpeeds: Readonly<Record<'burning' | 'eroding', readonly BurnSpeed[]>> = {
  burning: [
    { rate: 14.4, long: '1h', short: '5m' },
    { rate: 6, long: '6h', short: '30m' },
  ],
  eroding: [{ rate: 1, long: '3d', short: '6h' }],
};
