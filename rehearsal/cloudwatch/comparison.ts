/** How an alarm compares its metric with its threshold, and how CloudWatch says so. */
export interface Comparison {
  readonly breaches: (value: number, threshold: number) => boolean;
  readonly words: string;
}

export const comparisons: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: {
    breaches: (value, threshold) => value > threshold,
    words: 'greater than',
  },
  GreaterThanOrEqualToThreshold: {
    breaches: (value, threshold) => value >= threshold,
    words: 'greater than or equal to',
  },
  LessThanThreshold: {
    breaches: (value, threshold) => value < threshold,
    words: 'less than',
  },
  LessThanOrEqualToThreshold: {
    breaches: (value, threshold) => value <= threshold,
    words: 'less than or equal to',
  },
};
