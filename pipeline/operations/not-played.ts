/** Whether a rehearsal said that it does not play an API; AWS answers to all that is asked here. */
export function isNotPlayed(error: unknown): boolean {
  return error instanceof Error && /not played here/.test(error.message);
}
