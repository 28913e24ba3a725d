import { environmentNames as names } from '../../../platform/environment-names.ts';
import { type MetricsUse, metricsUses } from '../telemetry/embedded-metrics.ts';
import { type LogThreshold, logThresholds } from '../telemetry/log.ts';
import type { Environment } from './environment.ts';

/** What every task is told about itself. */
export interface ServiceConfiguration {
  readonly serviceName: string;
  readonly serviceVersion: string;
  readonly stage: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogThreshold;
  /** @default - recorded */
  readonly metrics?: MetricsUse;
  /** Where an agent beside the task takes spans. @default - there is none */
  readonly tracesUrl?: string | undefined;
  /** How long it keeps serving after the signal to stop, so that the load balancer notices. */
  readonly drainMs: number;
}

export function readServiceConfiguration(environment: Environment): ServiceConfiguration {
  return {
    serviceName: environment.text(names.serviceName, {
      fix: 'set it to the name of the folder in services/',
    }),
    serviceVersion: environment.text(names.serviceVersion, {
      fix: 'set it to the tag of the image',
      fallback: 'local',
    }),
    stage: environment.text(names.stage, { fix: 'set it to the name of the stage', fallback: 'local' }),
    host: environment.text(names.host, { fix: 'set it to the address to listen on', fallback: '0.0.0.0' }),
    port: environment.integer(names.port, { min: 0, max: 65535, fix: 'set it to the port of the container' }),
    logLevel: environment.choice(names.logLevel, logThresholds, 'info'),
    metrics: environment.choice(names.metrics, metricsUses, 'recorded'),
    tracesUrl: environment.optionalText(names.tracesUrl),
    drainMs:
      1000 *
      environment.integer(names.drainSeconds, {
        min: 0,
        max: 100,
        fallback: 15,
        fix: 'set it to longer than the balancer takes for two failed health checks, below the stop timeout',
      }),
  };
}
