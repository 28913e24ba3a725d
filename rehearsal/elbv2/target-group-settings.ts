import type { HealthCheck } from './health-check.ts';

export type RoutingAlgorithm = 'round_robin' | 'least_outstanding_requests' | 'weighted_random';

/** A target group as its template describes it, in the terms of what carries traffic. */
export interface TargetGroupSettings {
  readonly healthCheck: HealthCheck & {
    readonly intervalMs: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
  };
  readonly deregistrationDelayMs: number;
  readonly algorithm: RoutingAlgorithm;
}
