import type { Database } from '../database/database.ts';
import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { type Clock, systemClock, type Timer } from '../time/clock.ts';
import { type OutboxState, readOutboxState } from './outbox-state.ts';
import { relayBatch } from './relay-batch.ts';
import type { Topic } from './topic.ts';

/** Publishes what is in the outbox. Every task of a service has one; they share the work. */
export interface Relay {
  /** There is something new: called after each commit that added events. */
  wake(): void;
  figures(): RelayFigures;
  /** Publishes what is there, and ends. What is left then is published by another task. */
  stop(): Promise<void>;
}

export interface RelayFigures {
  readonly published: number;
  /** Attempts that did not get through, each for some events. */
  readonly failures: number;
  /** How many events waited at the last sweep; counted to ten thousand. */
  readonly waiting: number;
  /** How long the oldest of them had waited. */
  readonly lagMs: number;
}

export interface RelayParts {
  readonly database: Pick<Database, 'rows' | 'session'>;
  readonly topic: Topic;
  readonly log: Log;
  readonly clock?: Clock;
  readonly metrics?: Metrics;
  /** How often to look for what nobody woke it for. @default - every second */
  readonly sweepMs?: number;
}

const atOnce = 100;
const longestRestMs = 10_000;

export function startRelay(parts: RelayParts): Relay {
  const { database, topic, log, clock = systemClock, sweepMs = 1000 } = parts;
  const { metrics = processMetrics } = parts;
  let wanted = false;
  let stopping = false;
  let running: Promise<void> | undefined;
  let sweepTimer: Timer | undefined;
  let restsUntil = 0;
  let failuresInARow = 0;
  let published = 0;
  let failures = 0;
  let state: OutboxState = { waiting: 0, lagMs: 0 };

  /** Once through the outbox: what cannot be published does not hold up what comes behind it. */
  const pass = async (): Promise<void> => {
    let after = 0;
    let failure: unknown;
    for (;;) {
      const relayed = await relayBatch({ database, topic, after, most: atOnce });
      published += relayed.published;
      if (relayed.published > 0) metrics.count('EventsPublished', relayed.published);
      failure ??= relayed.failure;
      after = relayed.last;
      if (relayed.taken < atOnce || relayed.published === 0) break;
    }
    if (failure !== undefined) throw failure;
  };
  const rest = (error: unknown): void => {
    failures++;
    metrics.count('PublishFailures');
    const restMs = Math.min(100 * 2 ** failuresInARow++, longestRestMs);
    restsUntil = clock.now() + restMs;
    log.warn('events stay in the outbox for now', { error, restMs });
    clock.after(restMs, wake);
  };
  const work = async (): Promise<void> => {
    try {
      while (wanted) {
        wanted = false;
        await pass();
        failuresInARow = 0;
      }
    } catch (error) {
      rest(error);
    } finally {
      running = undefined;
    }
  };
  const wake = (): void => {
    if (clock.now() < restsUntil || stopping) return;
    wanted = true;
    running ??= work();
  };
  const sweep = async (): Promise<void> => {
    try {
      state = await readOutboxState(database);
      metrics.gauge('OutboxWaiting', state.waiting);
      metrics.gauge('OutboxLagSeconds', state.lagMs / 1000);
      if (state.waiting > 0) wake();
    } catch (error) {
      log.debug('the outbox cannot be read', { error });
    }
    if (!stopping) sweepTimer = clock.after(sweepMs, () => void sweep());
  };
  void sweep();

  return {
    wake,
    figures: () => ({ published, failures, ...state }),
    async stop() {
      if (stopping) return;
      stopping = true;
      sweepTimer?.cancel();
      await running;
      // What was committed while the last pass ran.
      await pass().catch((error: unknown) => log.info('another task publishes what is left', { error }));
      topic.close();
    },
  };
}
