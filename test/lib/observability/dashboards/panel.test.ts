import { describe, expect, it } from '@jest/globals';
import { TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import fc from 'fast-check';
import { rowsOf } from '../../../../lib/observability/dashboards/panel.ts';

const section = (panels: number) =>
  Array.from(
    { length: panels },
    (_, index) => (width: number) => new TextWidget({ markdown: `${index}`, width }),
  );

describe('the rows of a section', () => {
  it('have at most three panels, which fill the width together, and are about equally long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (panels) => {
        const rows = rowsOf(section(panels));
        const lengths = rows.map((row) => row.length);
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(panels);
        expect(lengths.filter((length) => length > 3 || length === 0)).toEqual([]);
        expect(Math.max(0, ...lengths) - Math.min(3, ...lengths)).toBeLessThanOrEqual(panels === 0 ? 0 : 1);
        for (const row of rows) expect(row.reduce((sum, { width }) => sum + width, 0)).toBe(24);
      }),
    );
  });
});
