/** What an operator's command has of AWS's patience: six tries, each after a longer wait than the one before. */
export const attempts = 6;

const longestMs = 20_000;

/** By what went wrong, how long the first wait is. What is none of these is not tried again: it would fail again. */
const firstWaitMs: Readonly<Record<string, number>> = { THROTTLING: 1000, TRANSIENT: 200, SERVER_ERROR: 200 };

/** What the SDK hands on from one try to the next. */
interface Token {
  getRetryCount(): number;
  getRetryDelay(): number;
}

interface Trouble {
  readonly errorType: string;
  readonly error?: unknown;
}

export interface PatienceParts {
  readonly say: (sentence: string) => void;
  /** From 0 to 1, so that many who were refused at once do not come back at once. @default - Math.random */
  readonly random?: () => number;
}

/**
 * The SDK's own retries, and they are said: an operator who waits for a throttled API sees that, and not a command that
 * hangs. A wait doubles from try to try, up to 20 seconds.
 */
export function patientRetries({ say, random = Math.random }: PatienceParts) {
  return {
    mode: 'standard',
    acquireInitialRetryToken: async (): Promise<Token> => tokenOf(0, 0),
    async refreshRetryTokenForRetry(token: Token, { errorType, error }: Trouble): Promise<Token> {
      const first = firstWaitMs[errorType];
      const count = token.getRetryCount() + 1;
      if (first === undefined || count >= attempts) throw new Error('it is not tried again');
      const delay = Math.min(longestMs, first * 2 ** (count - 1)) * (0.5 + random() / 2);
      if (delay >= 1000) {
        const what = errorType === 'THROTTLING' ? 'asks for fewer calls' : 'does not answer';
        say(
          `AWS ${what} (${wordsOf(error)}): asking again in ${Math.round(delay / 1000)} s, try ${count + 1} of ${attempts}.`,
        );
      }
      return tokenOf(count, delay);
    },
    recordSuccess: () => undefined,
  };
}

function tokenOf(count: number, delay: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => delay };
}

function wordsOf(error: unknown): string {
  const { code, name } = Object(error) as { readonly code?: unknown; readonly name?: unknown };
  return String(code ?? name ?? 'no reason');
}
