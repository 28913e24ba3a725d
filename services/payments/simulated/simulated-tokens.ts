/** What the simulated provider does to a payment; its token alone decides, so it does the same every time. */
export interface SimulatedBehaviour {
  /** Refuses to authorize. */
  readonly declines?: string;
  /** Carries the operation out, and its answer gets lost. */
  readonly timesOut?: 'authorize' | 'capture';
  /** The first request to authorize does not reach it. */
  readonly losesFirst?: true;
  /** Refuses to capture what it authorized. */
  readonly refusesCapture?: string;
  /** Takes the money twice, as providers do on a bad day; only reconciling finds it. */
  readonly capturesTwice?: true;
}

/** Every other token is good for any amount. */
export const simulatedTokens: Readonly<Record<string, SimulatedBehaviour>> = {
  tok_declined: { declines: 'card-declined' },
  tok_insufficient: { declines: 'insufficient-funds' },
  tok_timeout: { timesOut: 'authorize' },
  tok_timeout_capture: { timesOut: 'capture' },
  tok_timeout_lost: { losesFirst: true },
  tok_capture_refused: { refusesCapture: 'authorization-expired' },
  tok_duplicate: { capturesTwice: true },
};

export function behaviourOf(token: string): SimulatedBehaviour {
  return simulatedTokens[token] ?? {};
}
