import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { ServiceConfiguration } from '../configuration/service-configuration.ts';
import type { Health } from '../health/health.ts';
import { createServer } from '../http/create-server.ts';
import { watchEventLoop } from '../telemetry/event-loop-metrics.ts';
import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { reportMetrics } from '../telemetry/report-metrics.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { createDrain } from './drain.ts';

export interface ServeParts {
  readonly app: Express;
  readonly configuration: ServiceConfiguration;
  readonly health: Health;
  readonly log: Log;
  /** What is closed last, in this order: pools and connections. */
  readonly close: readonly (() => Promise<void>)[];
  readonly clock?: Clock;
  /** Where the signals to stop come from. */
  readonly signals?: SignalSource;
  /** @default - those of this process */
  readonly metrics?: Metrics;
}

export interface SignalSource {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
}

export interface Serving {
  readonly server: Server;
  readonly port: number;
  /** Resolves when all is closed. */
  readonly ended: Promise<void>;
}

/** Listens until told to stop, and then stops in the load balancer's terms. */
export async function serve(parts: ServeParts): Promise<Serving> {
  const { app, configuration, health, log, close, clock = systemClock, signals = process } = parts;
  const { metrics = processMetrics } = parts;
  const server = createServer(app);
  await listen(server, configuration);
  health.start();
  const { port } = server.address() as AddressInfo;
  log.info('listening', { host: configuration.host, port, stage: configuration.stage });
  const unwatch = watchEventLoop(metrics);
  const endReport = reportMetrics({
    metrics,
    log,
    clock,
    stage: configuration.stage,
    ...(configuration.metrics && { use: configuration.metrics }),
  });
  const endMetrics = async (): Promise<void> => {
    endReport();
    unwatch();
  };
  const drain = createDrain({
    server,
    health,
    log,
    clock,
    close: [endMetrics, ...close],
    drainMs: configuration.drainMs,
  });
  signals.on('SIGTERM', drain.signal);
  signals.on('SIGINT', drain.signal);
  return { server, port, ended: drain.ended };
}

function listen(server: Server, { host, port }: ServiceConfiguration): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const why =
    error.code === 'EADDRINUSE'
      ? 'another process listens there, stop it or choose another port'
      : error.message;
  return new Error(`cannot listen on ${host}:${port}: ${why}`, { cause: error });
}
