/** What was sold before the demonstration began, so that its best sellers are not empty: sku, pieces, days ago. */
export const demoSales: readonly (readonly [sku: string, quantity: number, daysAgo: number])[] = [
  ['COF-HSE-1000', 61, 2],
  ['BRW-FLT-100', 54, 3],
  ['COF-SID-250', 47, 1],
  ['PAN-OAT-1000', 44, 4],
  ['COF-YIR-250', 38, 6],
  ['CUP-MUG-HER', 33, 5],
  ['TEA-SEN-100', 29, 8],
  ['COF-HUI-250', 27, 2],
  ['BRW-DRP-002', 21, 9],
  ['TEA-EAR-100', 19, 3],
  ['CUP-CAP-FOG', 17, 12],
  ['PAN-CAN2-1', 16, 7],
  ['BRW-GRD-040', 12, 10],
  ['COF-CER-1000', 11, 15],
  ['TEA-GEN-100', 9, 11],
  ['BRW-KTL-900', 7, 18],
];
