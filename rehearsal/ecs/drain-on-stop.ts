/** What the scheduler asks of the load balancers. */
export interface Targets {
  register(targetGroupArn: string, target: Target): void;
  /** Resolves when the balancer sends it no more requests and has finished those under way. */
  deregister(targetGroupArn: string, target: Target): Promise<void>;
  health(targetGroupArn: string): readonly TargetHealth[];
}

export interface Target {
  readonly address: string;
  readonly port: number;
}

export interface TargetHealth {
  readonly target: Target;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  /** A code, or what a balancer without codes says. */
  readonly reason?: string;
  readonly description?: string;
}

/** A task's place in a target group: it leaves that first and is told to stop only when its requests are finished. */
export class DrainOnStop {
  readonly targetGroupArn: string;
  readonly #targets: Targets;
  readonly #target: Target;
  #left: Promise<void> | undefined;

  /** Registers the target. */
  constructor(targets: Targets, targetGroupArn: string, target: Target) {
    this.targetGroupArn = targetGroupArn;
    this.#targets = targets;
    this.#target = target;
    targets.register(targetGroupArn, target);
  }

  /** What the balancer says of it; undefined where the target group is gone. */
  get verdict(): TargetHealth | undefined {
    const { address, port } = this.#target;
    try {
      return this.#targets
        .health(this.targetGroupArn)
        .find(({ target }) => target.address === address && target.port === port);
    } catch {
      return undefined;
    }
  }

  /** Why it gets no requests, in words; undefined where it gets them, and where it only leaves. */
  get complaint(): string | undefined {
    const { state, description, reason } = this.verdict ?? {};
    return state === 'healthy' || state === 'draining' ? undefined : (description ?? reason);
  }

  /** Resolves when it is drained; never rejects, since a target group that is gone has no requests for it. */
  leave(): Promise<void> {
    this.#left ??= this.#leave();
    return this.#left;
  }

  async #leave(): Promise<void> {
    try {
      await this.#targets.deregister(this.targetGroupArn, this.#target);
    } catch {
      return;
    }
  }
}
