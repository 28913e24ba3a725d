import { describe, expect, it } from '@jest/globals';
import { type Finding, stateOf, type TreatMissingData } from '../../../rehearsal/cloudwatch/missing-data.ts';

const words: Readonly<Record<string, Finding>> = { '0': 'fine', X: 'breaching', '-': undefined };

function stateAfter(points: string, treatMissingData: TreatMissingData, datapointsToAlarm: number): string {
  const findings = points.split(' ').map((word) => words[word]);
  return stateOf({ findings, evaluationPeriods: 3, datapointsToAlarm, treatMissingData }) ?? 'retained';
}

const header = '%s is %s, %s, %s, %s when missing data are missing, ignored, breaching, not breaching';

function states(points: string, datapointsToAlarm: number): readonly string[] {
  return (['missing', 'ignore', 'breaching', 'notBreaching'] as const).map((treat) =>
    stateAfter(points, treat, datapointsToAlarm),
  );
}

describe("the first table of AWS's documentation, three of three", () => {
  it.each([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', 'retained', 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', 'retained', 'ALARM', 'OK'],
  ])(header, (points, ...expected) => {
    expect(states(points, 3)).toEqual(expected);
  });
});

describe('its second table, two of three', () => {
  it.each([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'ALARM', 'retained', 'ALARM', 'OK'],
  ])(header, (points, ...expected) => {
    expect(states(points, 2)).toEqual(expected);
  });
});

describe('what its text says of both', () => {
  it.each([
    ['- - - - X', 'INSUFFICIENT_DATA', 'retained', 'ALARM', 'OK'],
    ['- - - X -', 'INSUFFICIENT_DATA', 'retained', 'ALARM', 'OK'],
    ['X - - - -', 'ALARM', 'retained', 'ALARM', 'OK'],
    ['- - - X 0', 'OK', 'OK', 'OK', 'OK'],
    ['- - X - 0', 'OK', 'OK', 'OK', 'OK'],
  ])(`waits until it is late enough: ${header}`, (points, ...expected) => {
    expect(states(points, 3)).toEqual(expected);
  });

  it('forgets what is older than the periods it needs', () => {
    expect(states('X X 0 0 0', 1)).toEqual(['OK', 'OK', 'OK', 'OK']);
  });
});
