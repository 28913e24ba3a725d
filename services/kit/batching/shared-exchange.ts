import type { ServiceToken } from '../auth/service-token.ts';
import { collectingReceiver } from '../clients/collecting-receiver.ts';
import type { Upstream } from '../clients/upstream.ts';
import { UpstreamFailure } from '../clients/upstream-failure.ts';
import { deadlineHeader } from '../http/deadline.ts';
import { type Clock, systemClock, type Timer } from '../time/clock.ts';
import { callsPath, mostCalls, type SharedCall } from './calls.schema.ts';

/** A call that may travel with others. One without credentials is made on this service's own account. */
export type Call = SharedCall;

export interface CallAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The value where it is JSON, undefined where it is none. */
  readonly body: unknown;
}

/** Rejects with UpstreamFailure where the other side cannot answer. */
export type Calls = (call: Call) => Promise<CallAnswer>;

export interface ShareExchangesParts {
  readonly upstream: Upstream;
  readonly serviceToken: ServiceToken;
  /** How long one exchange may take. */
  readonly limitMs: number;
  readonly clock?: Clock;
}

/** An exchange that takes longer holds nobody up: those that wait go in one of their own. */
const longestWaitMs = 25;
/** While one is answered another is on its way. */
const mostUnderWay = 2;
/** After a service did not know of calls that come together, as one of an older version. */
const aloneMs = 30_000;
const answerLimit = 4 * 1024 * 1024;

interface Waiting {
  readonly call: Call;
  readonly resolve: (answer: CallAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Calls that come while two exchanges are under way go into the next one. Without load each goes at once and by itself, as
 * any request does; under load one exchange carries dozens.
 */
export function shareExchanges(parts: ShareExchangesParts): Calls {
  const { upstream, serviceToken, limitMs, clock = systemClock } = parts;
  const waiting: Waiting[] = [];
  let underWay = 0;
  let planned = false;
  let timer: Timer | undefined;
  let aloneUntil = 0;

  const send = async ({ path, ...request }: Sent): Promise<CallAnswer> => {
    const collected = collectingReceiver(upstream.name, answerLimit);
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const headers: Record<string, string> = {
      authorization: `Bearer ${serviceToken(upstream.name)}`,
      [deadlineHeader]: String(limitMs),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    };
    const { receiver } = collected;
    await upstream.exchange({
      method: request.method,
      path,
      headers,
      body,
      receiver,
      remainingMs: () => limitMs,
    });
    const answer = collected.answer();
    return { status: answer.status, headers: answer.headers, body: valueIn(answer.body) };
  };
  const sendAlone = async ({ call, resolve, reject }: Waiting): Promise<void> => {
    try {
      resolve(await send(call));
    } catch (error) {
      reject(error);
    }
  };
  const sendTogether = async (batch: readonly Waiting[]): Promise<void> => {
    const body = { calls: batch.map(({ call }) => call) };
    const { status, body: answered } = await send({ method: 'POST', path: callsPath, headers: {}, body });
    const answers = status === 200 ? answersIn(answered) : [];
    if (answers.length === batch.length) {
      for (const [at, answer] of answers.entries()) batch[at]?.resolve(answer);
      return;
    }
    // Whatever was carried out of it bears being asked for again, as after an exchange that broke.
    if (status === 404) aloneUntil = clock.now() + aloneMs;
    await Promise.all(batch.map(sendAlone));
  };
  const exchange = async (): Promise<void> => {
    timer?.cancel();
    timer = undefined;
    const batch = waiting.splice(0, mostCalls);
    const [first] = batch;
    if (first === undefined) return;
    underWay++;
    try {
      if (batch.length === 1) await sendAlone(first);
      else if (clock.now() < aloneUntil) await Promise.all(batch.map(sendAlone));
      else await sendTogether(batch);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      underWay--;
      if (waiting.length > 0) plan();
    }
  };
  /** The rest of this turn of the event loop may bring more. */
  const plan = (): void => {
    if (planned) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      while (waiting.length >= mostCalls || (waiting.length > 0 && underWay < mostUnderWay)) void exchange();
      if (waiting.length > 0) timer ??= clock.after(longestWaitMs, () => void exchange());
    });
  };
  return async (call) => {
    const { promise, resolve, reject } = Promise.withResolvers<CallAnswer>();
    waiting.push({ call, resolve, reject });
    plan();
    const remainingMs = Number(call.headers[deadlineHeader] ?? limitMs);
    if (remainingMs >= limitMs) return await promise;
    const expired = clock.after(remainingMs, () => reject(new UpstreamFailure(upstream.name, 'expired')));
    try {
      return await promise;
    } finally {
      expired.cancel();
    }
  };
}

type Sent = Pick<Call, 'method' | 'path' | 'headers' | 'body'>;

function valueIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function answersIn(value: unknown): readonly CallAnswer[] {
  const { answers } = (typeof value === 'object' && value !== null ? value : {}) as { answers?: unknown };
  return Array.isArray(answers) ? (answers as readonly CallAnswer[]) : [];
}
