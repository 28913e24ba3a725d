import { randomInt } from 'node:crypto';
import { AwsError } from '../plane.ts';
import type { AppSpec } from './app-spec.ts';
import { Deployment } from './deployment.ts';
import { DeploymentFailedError } from './deployment-failed.ts';
import type { DeploymentGroup, RollbackEvent } from './deployment-group.ts';
import type { AlarmsPort } from './ports.ts';
import { rollBack } from './roll-back.ts';
import { runDeployment } from './run-deployment.ts';
import type { RunParts } from './run-parts.ts';
import type { TrafficRouting } from './traffic-routing.ts';
import { watchAlarms } from './watch-alarms.ts';

export interface DeploymentRequest {
  readonly group: DeploymentGroup;
  readonly configName: string;
  readonly routing: TrafficRouting;
  readonly spec: AppSpec;
  readonly description: string | undefined;
}

/** Runs deployments in the background. Whatever one of them does, the others and the process live on. */
export class DeploymentRunner {
  readonly #parts: RunParts;
  readonly #alarms: AlarmsPort;
  /** Newest last. */
  readonly #deployments = new Map<string, Deployment>();
  readonly #running = new Set<Promise<void>>();
  readonly #rollbackAsked = new WeakSet<Deployment>();
  #closing = false;

  constructor(parts: RunParts, alarms: AlarmsPort) {
    this.#parts = parts;
    this.#alarms = alarms;
  }

  get all(): readonly Deployment[] {
    return [...this.#deployments.values()];
  }

  get(id: unknown): Deployment {
    const found = this.#deployments.get(String(id));
    if (found) return found;
    throw new AwsError('DeploymentDoesNotExistException', `The deployment ${id} could not be found`);
  }

  activeOf(groupId: string): Deployment | undefined {
    return this.all.find((deployment) => deployment.isActive && deployment.props.group.id === groupId);
  }

  start({ routing, ...request }: DeploymentRequest): Deployment {
    const active = this.activeOf(request.group.id);
    if (active) {
      throw new AwsError(
        'DeploymentLimitExceededException',
        `The Deployment Group '${request.group.name}' already has an active Deployment '${active.props.id}'`,
      );
    }
    const deployment = this.#add(
      new Deployment({ ...request, id: newId(), creator: 'user', createTime: this.#parts.clock.now() }),
    );
    this.#background(this.#run(deployment, routing));
    return deployment;
  }

  /** Asks a deployment to stop; it ends, and is taken back, in the background. */
  stop(deployment: Deployment, autoRollback: boolean): void {
    if (!deployment.isActive || deployment.pastStopping || deployment.props.rollsBack !== undefined) {
      throw new AwsError(
        'DeploymentAlreadyCompletedException',
        `The deployment ${deployment.props.id} has already completed`,
      );
    }
    if (autoRollback) this.#rollbackAsked.add(deployment);
    deployment.stopping.abort(
      new DeploymentFailedError('MANUAL_STOP', 'The deployment was stopped by a user'),
    );
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const deployment of this.all.filter(({ isActive }) => isActive)) {
      deployment.stopping.abort(new DeploymentFailedError('MANUAL_STOP', 'The rehearsal is ending'));
    }
    await Promise.all(this.#running);
  }

  #add(deployment: Deployment): Deployment {
    this.#deployments.set(deployment.props.id, deployment);
    return deployment;
  }

  #background(work: Promise<void>): void {
    const running = work.catch((error: unknown) => {
      this.#parts.tell(
        `a deployment ended in an unexpected way: ${error instanceof Error ? error.stack : error}`,
      );
    });
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
  }

  async #run(deployment: Deployment, routing: TrafficRouting): Promise<void> {
    const { clock, tell } = this.#parts;
    const { id, group } = deployment.props;
    deployment.status = 'InProgress';
    deployment.startTime = clock.now();
    tell(`${group.service}: deployment ${id} begins`);
    const ended = new AbortController();
    this.#background(watchAlarms({ deployment, alarms: this.#alarms, clock, signal: ended.signal }));
    try {
      await runDeployment(deployment, routing, this.#parts);
      deployment.end('Succeeded', clock.now());
      tell(`${group.service}: deployment ${id} succeeded`);
    } catch (error) {
      await this.#failed(deployment, failureOf(error));
    } finally {
      ended.abort();
    }
  }

  async #failed(deployment: Deployment, failure: DeploymentFailedError): Promise<void> {
    const { clock, tell } = this.#parts;
    const { id, group } = deployment.props;
    deployment.error = failure;
    tell(`${group.service}: deployment ${id} ${failure.status.toLowerCase()}: ${failure.message}`);
    // Named before this one ends, so whoever sees the end sees what follows it.
    const rollback = this.#rollsBack(deployment, failure) ? this.#rollbackOf(deployment) : undefined;
    deployment.rolledBackBy = rollback;
    deployment.end(failure.status, clock.now());
    if (rollback !== undefined) await this.#runRollback(rollback, deployment);
  }

  #rollsBack(deployment: Deployment, { code }: DeploymentFailedError): boolean {
    if (this.#closing || deployment.pastStopping) return false;
    const events: Partial<Record<typeof code, RollbackEvent>> = {
      MANUAL_STOP: 'DEPLOYMENT_STOP_ON_REQUEST',
      ALARM_ACTIVE: 'DEPLOYMENT_STOP_ON_ALARM',
    };
    return (
      this.#rollbackAsked.has(deployment) ||
      deployment.props.group.rollsBackOn.has(events[code] ?? 'DEPLOYMENT_FAILURE')
    );
  }

  #rollbackOf(failed: Deployment): Deployment {
    const { group, spec } = failed.props;
    return this.#add(
      new Deployment({
        id: newId(),
        group,
        configName: 'CodeDeployDefault.ECSAllAtOnce',
        spec,
        description: undefined,
        creator: 'codeDeployRollback',
        createTime: this.#parts.clock.now(),
        rollsBack: failed,
      }),
    );
  }

  async #runRollback(rollback: Deployment, failed: Deployment): Promise<void> {
    const { clock, tell } = this.#parts;
    const { id, group } = rollback.props;
    rollback.status = 'InProgress';
    rollback.startTime = clock.now();
    try {
      await rollBack(rollback, failed, this.#parts);
      rollback.end('Succeeded', clock.now());
      tell(`${group.service}: rollback ${id} succeeded`);
    } catch (error) {
      rollback.error = failureOf(error);
      rollback.end('Failed', clock.now());
      tell(`${group.service}: rollback ${id} failed: ${rollback.error.message}`);
    }
  }
}

function failureOf(error: unknown): DeploymentFailedError {
  if (error instanceof DeploymentFailedError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DeploymentFailedError(error instanceof AwsError ? 'ECS_UPDATE_ERROR' : 'INTERNAL_ERROR', reason);
}

/** `d-` and nine letters and digits. */
function newId(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return `d-${Array.from({ length: 9 }, () => letters.charAt(randomInt(letters.length))).join('')}`;
}
