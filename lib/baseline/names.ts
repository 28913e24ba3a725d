import type { Severity } from '../observability/alarms/severity.ts';

/**
 * What every stage has of these is named, so that whoever needs it names it: a reference would have every stack of the
 * stage read outputs of this one.
 */
export interface BaselineNames {
  /** Where every alarm goes, by how urgent it is. */
  readonly topics: Readonly<Record<Severity, string>>;
  readonly boundary: string;
  readonly trail: string;
}

export function baselineNames(stage: string): BaselineNames {
  return {
    topics: { page: `${stage}-pages`, ticket: `${stage}-tickets` },
    boundary: `shoal-${stage}-boundary`,
    trail: `shoal-${stage}`,
  };
}
