/** Whether a row was refused because what it names is not there: a product's category, a reservation's product. */
export function isMissingReference(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ER_NO_REFERENCED_ROW_2';
}
