import { type Clock, systemClock } from '../time/clock.ts';

/** Does the work in company of others, and gives what comes of it. */
export type Convoys = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface ConvoysParts {
  readonly clock?: Clock;
  /** @default - 64 members of a convoy */
  readonly most?: number;
  /** Whoever is under way for longer holds nobody up: it waits for a slow service. @default - 150 ms */
  readonly holdMs?: number;
}

/**
 * Lets work of many steps set out together, so that it stays together: each commit and each exchange on the way then
 * serves all of a convoy. One sets out when as many wait as are under way: without load at once, under load when there
 * is company, and never all at once, so that no processor idles.
 */
export function inConvoys(parts: ConvoysParts = {}): Convoys {
  const { clock = systemClock, most = 64, holdMs = 150 } = parts;
  const waiting: ((leave: () => void) => void)[] = [];
  let underWay = 0;
  let planned = false;

  const setOut = (): void => {
    const members = waiting.splice(0, most);
    let counted = members.length;
    underWay += counted;
    const timer = clock.after(holdMs, () => {
      underWay -= counted;
      counted = 0;
      plan();
    });
    const leave = (): void => {
      if (counted === 0) return;
      counted--;
      underWay--;
      if (counted === 0) timer.cancel();
      plan();
    };
    for (const start of members) start(leave);
  };
  /** The rest of this turn of the event loop may bring more. */
  const plan = (): void => {
    if (planned || waiting.length === 0) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      while (waiting.length > 0 && (waiting.length >= underWay || waiting.length >= most)) setOut();
    });
  };
  return async (work) => {
    const { promise: started, resolve: start } = Promise.withResolvers<() => void>();
    waiting.push(start);
    plan();
    const leave = await started;
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
