const passing: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'InternalFailure',
  'ServerException',
  'TimeoutError',
  'ECONNRESET',
]);

/** Whether AWS only asked to come again later: whoever is polled every few seconds does just that. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: unknown };
  return (
    passing.has(error.name) ||
    (typeof code === 'string' && passing.has(code)) ||
    ($metadata?.httpStatusCode ?? 0) >= 500
  );
}
