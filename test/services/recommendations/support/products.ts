export function productOf(number: number): string {
  return `01940000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const [beans, grinder, kettle, cups, tea] = [1, 2, 3, 4, 5].map(productOf) as [
  string,
  string,
  string,
  string,
  string,
];
