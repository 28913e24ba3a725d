/** A task of a service as the scheduler's rules look at it. */
export interface TaskView {
  readonly id: string;
  readonly phase: 'starting' | 'running' | 'stopping';
  readonly createdAt: number;
  /** What its load balancer says; `none` where the service has none, `unknown` before the first verdict. */
  readonly target: 'none' | 'unknown' | 'healthy' | 'unhealthy';
  /** What its own health check says; `none` where it has none. */
  readonly container: 'none' | 'unknown' | 'healthy' | 'unhealthy';
}
