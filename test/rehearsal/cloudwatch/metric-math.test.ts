import { describe, expect, it } from '@jest/globals';
import { evaluateExpression } from '../../../rehearsal/cloudwatch/math/evaluate-expression.ts';
import { type MathValue, series, type TimeSeries } from '../../../rehearsal/cloudwatch/math/math-value.ts';
import { parseExpression } from '../../../rehearsal/cloudwatch/math/parse-expression.ts';
import { minutes, timeSeries } from './time-series.ts';

/** Of metrics given by id, each as `30 - 0`. */
function compute(text: string, given: Readonly<Record<string, string>>): MathValue {
  const metrics = new Map(Object.entries(given).map(([id, points]) => [id, timeSeries(points)]));
  const length = [...metrics.values()][0]?.length ?? 0;
  return evaluateExpression(parseExpression(text, "alarm 'a'"), {
    range: minutes(length),
    metrics,
    resolve: (id) => series(metrics.get(id) ?? []),
  });
}

function points(text: string, given: Readonly<Record<string, string>>): TimeSeries {
  const value = compute(text, given);
  return value.kind === 'TS' ? value.points : [];
}

describe('arithmetic', () => {
  it.each([
    ['1 + 2 * m', '7 - 21'],
    ['(1 + 2) * m', '9 - 30'],
    ['-m + 20', '17 - 10'],
    ['-2 ^ 2 * m', '-12 - -40'],
    ['m ^ -1 * 30', '10 - 3'],
    ['m / 2 / 5', '0.3 - 1'],
    ['10 - m - 1', '6 - -1'],
    ['1e1 + .5 * m', '11.5 - 15'],
  ])('%s', (text, expected) => {
    expect(points(text, { m: '3 - 10' })).toEqual(timeSeries(expected));
  });

  it('counts what only one of two series has as 0, and drops what none has', () => {
    expect(points('a + b', { a: '1 2 - -', b: '10 - 30 -' })).toEqual(timeSeries('11 2 30 -'));
  });

  it('drops a division by zero', () => {
    expect(points('100 * a / b', { a: '1 1 0 1', b: '4 0 0 -' })).toEqual(timeSeries('25 - - -'));
  });
});

describe("AWS's examples of comparisons", () => {
  it.each([
    ['metric1 < metric2', '0 0 1 0'],
    ['metric1 >= 30', '1 0 0 0'],
    ['metric1 > 15 AND metric2 > 15', '1 0 0 0'],
    ['metric1 > 15 && metric2 > 15', '1 0 0 0'],
    ['metric1 > 25 OR metric2 == 20', '1 0 1 0'],
    ['metric1 != 20 || metric2 <= 0', '1 0 1 1'],
  ])('%s', (text, expected) => {
    expect(points(text, { metric1: '30 20 0 0', metric2: '20 - 20 -' })).toEqual(timeSeries(expected));
  });
});

describe("AWS's examples of IF", () => {
  const given = { metric1: '1 1 0 0 -', metric2: '30 - 0 0 30', metric3: '0 0 20 - 20' };
  it.each([
    ['IF(metric1, metric2, metric3)', '30 0 20 - -'],
    ['IF(metric1, 5, metric3)', '5 5 20 - -'],
    ['IF(metric1, metric2, 5)', '30 0 5 5 -'],
    ['IF(metric1, metric2)', '30 0 - - -'],
    ['IF(metric1 > 0, 10, 2)', '10 10 2 2 -'],
    ['IF(1, metric2, metric3)', '30 - 0 0 30'],
    ['IF(0, metric2, metric3)', '0 0 20 - 20'],
    ['IF(0, metric2)', '- - - - -'],
  ])('%s', (text, expected) => {
    expect(points(text, given)).toEqual(timeSeries(expected));
  });
});

describe('FILL', () => {
  it.each([
    ['FILL(m, 0)', '0 4 0 0 10 0'],
    ['FILL(m, MIN(m))', '4 4 4 4 10 4'],
    ['FILL(m, n)', '1 4 3 4 10 6'],
    ['FILL(m, REPEAT)', '- 4 4 4 10 10'],
    ['FILL(m, LINEAR)', '- 4 6 8 10 -'],
    ['SUM(FILL([m, n], 100))', '101 6 103 104 15 106'],
  ])('%s', (text, expected) => {
    expect(points(text, { m: '- 4 - - 10 -', n: '1 2 3 4 5 6' })).toEqual(timeSeries(expected));
  });

  it('fills what has no data at all with a number, and leaves it without', () => {
    expect(points('FILL(m, 7)', { m: '- -' })).toEqual(timeSeries('7 7'));
    expect(points('FILL(m, REPEAT)', { m: '- -' })).toEqual(timeSeries('- -'));
  });
});

describe('functions of several series', () => {
  const given = { errors4xx: '1 - 3 -', errors5xx: '10 20 - -', requests: '100 100 100 100' };
  it.each([
    ['SUM([errors4xx, errors5xx])', '11 20 3 -'],
    ['AVG([errors4xx, errors5xx])', '5.5 10 1.5 -'],
    ['MIN([errors4xx, errors5xx])', '1 20 3 -'],
    ['MAX([errors4xx, errors5xx])', '10 20 3 -'],
    ['DATAPOINT_COUNT([errors4xx, errors5xx])', '2 1 1 -'],
    ['SUM(METRICS())', '111 120 103 100'],
    ['SUM(METRICS("errors"))', '11 20 3 -'],
    ['100 * SUM(METRICS("errors")) / requests', '11 20 3 0'],
    ["SUM([METRICS('4xx'), METRICS('5xx')])", '11 20 3 -'],
    ['SUM(METRICS("errors") / requests * 100)', '11 20 3 0'],
    ['requests / METRIC_COUNT(METRICS("errors"))', '50 50 50 50'],
    ['FIRST(METRICS())', '1 - 3 -'],
    ['LAST(METRICS())', '100 100 100 100'],
  ])('%s', (text, expected) => {
    expect(points(text, given)).toEqual(timeSeries(expected));
  });
});

describe('functions of one series', () => {
  it.each([
    ['m - AVG(m)', '-6 - 0 6'],
    ['m - MIN(m)', '0 - 6 12'],
    ['m / MAX(m) * 16', '4 - 10 16'],
    ['SUM(m) - m', '26 - 20 14'],
    ['m * DATAPOINT_COUNT(m)', '12 - 30 48'],
    ['DIFF(m)', '- - 6 6'],
    ['RATE(m) * 60', '- - 3 6'],
    ['RUNNING_SUM(m)', '4 - 14 30'],
    ['m * PERIOD(m)', '240 - 600 960'],
    ['ABS(m - 10)', '6 - 0 6'],
    ['CEIL(m / 3)', '2 - 4 6'],
    ['FLOOR(m / 3)', '1 - 3 5'],
    ['LOG10(m * 25 - 150)', '- - 2 2.398'],
    ['TIME_SERIES(AVG(m))', '10 10 10 10'],
    ['HOUR(m)', '10 10 10 10'],
    ['MINUTE(m)', '0 1 2 3'],
    ['IF(DAY(m) < 6, m)', '4 0 10 16'],
  ])('%s', (text, expected) => {
    const result = points(text, { m: '4 - 10 16' }).map((point) => point && Math.round(point * 1e3) / 1e3);
    expect(result).toEqual(timeSeries(expected));
  });

  it('has no number of a series without points', () => {
    expect(points('m - AVG(m)', { m: '- -' })).toEqual(timeSeries('- -'));
    expect(points('FILL(m, AVG(m))', { m: '- -' })).toEqual(timeSeries('- -'));
  });
});

describe('an expression that is none', () => {
  it.each([
    ['m +', "alarm 'a': 'm +' ends at 4, where a metric, a number, a function or a parenthesis is expected"],
    ['(m', "alarm 'a': '(m' ends at 3, where ')' is expected"],
    ['m n', "alarm 'a': 'm n' has 'n' at 3, where an end is expected"],
    ['m % 2', "alarm 'a': 'm % 2' has '%' at 3, which means nothing"],
    ['', "alarm 'a': '' ends at 1, where a metric, a number, a function or a parenthesis is expected"],
    [
      'SUM(m,)',
      "alarm 'a': 'SUM(m,)' has ')' at 7, where a metric, a number, a function or a parenthesis is expected",
    ],
    [
      'STDDEV(m)',
      "'STDDEV' is not played here, use ABS, AVG, CEIL, DATAPOINT_COUNT, DAY, DIFF, FILL, FIRST, FLOOR,",
    ],
    ['m == "a"', '"a" is a text, and only METRICS("…") takes one'],
    ['FILL(m)', 'FILL does not take these operands'],
    ['IF(m)', 'IF does not take these operands'],
    ['IF(1, 2, 3)', 'IF does not take these operands'],
    ['IF(m, METRICS(), 0)', 'IF does not take these operands'],
    ['PERIOD(m + m)', 'PERIOD does not take these operands'],
    ['SUM(1)', 'SUM does not take these operands'],
    ['SUM(m, m)', 'SUM does not take these operands'],
    ['FIRST(m)', 'FIRST does not take these operands'],
    ['METRICS(m)', 'METRICS does not take these operands'],
    ['TIME_SERIES(m)', 'TIME_SERIES does not take these operands'],
    ['SUM([m, 1])', 'an array in brackets holds series, and no numbers'],
    ['METRICS() + METRICS()', "'+' stands between two arrays of series, and takes one at most"],
  ])('%s is refused with a sentence', (text, sentence) => {
    expect(() => compute(text, { m: '1 2' })).toThrow(sentence);
  });
});
