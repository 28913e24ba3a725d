import { environmentNames as names } from '../../../platform/environment-names.ts';
import { type MetricsUse, metricsUses } from '../telemetry/embedded-metrics.ts';
import { type LogThreshold, logThresholds } from '../telemetry/log.ts';
import { type Sampling, usualSampling } from '../telemetry/sampler.ts';
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
  /** @default - the usual one */
  readonly sampling?: Sampling;
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
    sampling: readSampling(environment),
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

function readSampling(environment: Environment): Sampling {
  const { perSecond, percent } = usualSampling;
  return {
    perSecond: environment.integer(names.tracesPerSecond, {
      min: 0,
      max: 1000,
      fallback: perSecond,
      fix: 'set it to how many traces may begin in a second',
    }),
    percent: environment.integer(names.tracesPercent, {
      min: 0,
      max: 100,
      fallback: percent,
      fix: 'set it to the part, in percent, of the traces beyond those',
    }),
  };
}
