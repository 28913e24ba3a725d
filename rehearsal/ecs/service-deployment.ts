import { randomBytes } from 'node:crypto';
import type { TaskDefinition } from './task-definition.ts';

export type DeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED';

export type LifecycleStage =
  | 'RECONCILE_SERVICE'
  | 'PRE_SCALE_UP'
  | 'SCALE_UP'
  | 'POST_SCALE_UP'
  | 'TEST_TRAFFIC_SHIFT'
  | 'POST_TEST_TRAFFIC_SHIFT'
  | 'PRODUCTION_TRAFFIC_SHIFT'
  | 'POST_PRODUCTION_TRAFFIC_SHIFT'
  | 'BAKE_TIME'
  | 'CLEAN_UP';

export interface ServiceDeploymentProps {
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly definition: TaskDefinition;
  readonly createdAt: number;
}

/** A deployment that ECS makes by itself, and how far it has come. Times are in milliseconds since 1970. */
export class ServiceDeployment {
  readonly props: ServiceDeploymentProps;
  readonly arn: string;
  status: DeploymentStatus = 'PENDING';
  stage: LifecycleStage | undefined;
  reason: string | undefined;
  finishedAt: number | undefined;
  /** Green's shares of traffic, in percent. */
  readonly greenPercent = { test: 0, production: 0 };
  /** The task set it brings, once there is one. */
  taskSetId: string | undefined;
  /** The task set it takes the place of. */
  sourceTaskSetId: string | undefined;
  abandoned = false;
  readonly stopping = new AbortController();
  /** Resolves when it has ended, well or not. */
  readonly ended: Promise<void>;
  readonly #ended = Promise.withResolvers<void>();

  constructor(props: ServiceDeploymentProps) {
    this.props = props;
    const id = randomBytes(16).toString('base64url').replaceAll(/[-_]/g, 'x');
    this.arn = `${props.serviceArn.replace(':service/', ':service-deployment/')}/${id}`;
    this.ended = this.#ended.promise;
  }

  get isGoing(): boolean {
    return this.finishedAt === undefined;
  }

  /** Asks it to go back; nothing where it has ended. */
  stop(reason: string): void {
    if (!this.isGoing) return;
    this.status = 'ROLLBACK_REQUESTED';
    this.stopping.abort(new Error(reason));
  }

  /** Ends it as it stands: its service is going, and nothing is left to go back to. */
  abandon(): void {
    this.abandoned = true;
    this.stop('its service is deleted');
  }

  end(status: DeploymentStatus, now: number): void {
    this.status = status;
    this.finishedAt = now;
    this.#ended.resolve();
  }
}

/** The ARN of the revision that a task set stands for. */
export function revisionArn(serviceArn: string, taskSetId: string): string {
  return `${serviceArn.replace(':service/', ':service-revision/')}/${taskSetId.replace('ecs-svc/', '')}`;
}
