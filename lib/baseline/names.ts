/**
 * What every stage has of these is named, so that whoever needs it names it: a reference would have every stack of the
 * stage read outputs of this one.
 */
export interface BaselineNames {
  /** Where every alarm goes. */
  readonly alarms: string;
  readonly boundary: string;
  readonly trail: string;
}

export function baselineNames(stage: string): BaselineNames {
  return { alarms: `${stage}-alarms`, boundary: `shoal-${stage}-boundary`, trail: `shoal-${stage}` };
}
