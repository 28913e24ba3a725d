/** What AWS says of one service of a stage, gathered at one moment. Rules read it and ask nothing more. */
export interface Evidence {
  readonly stage: string;
  /** Or the part of the ground, as its stack is called: `data`. */
  readonly service: string;
  /** What to type after a command to be in the same place: ` --stage dev`. */
  readonly here: string;
  /** What to type for `aws` there. */
  readonly aws: string;
  /** The command that deploys its stack. @default - as a service is deployed there */
  readonly deployedBy?: string;
  /** Milliseconds since 1970, as every time here. */
  readonly now: number;
  /** Whom the stage's calendar lets sleep now, and until when, in words. @default - nobody */
  readonly sleeping?: string;
  readonly domain?: StagePlaces;
  /** Missing where ECS has no such service. */
  readonly ecs?: EcsEvidence;
  /** Newest first. */
  readonly stopped: readonly StoppedTask[];
  readonly targets: readonly TargetEvidence[];
  /** Newest first. */
  readonly deployments: readonly DeploymentEvidence[];
  /** Missing where there is no stack. */
  readonly stack?: StackEvidence;
  readonly alarms: readonly AlarmEvidence[];
  /** The last lines of tasks that ended or are sick, newest last. */
  readonly lines: readonly string[];
}

export interface StagePlaces {
  readonly name: string;
  readonly hostedZoneId: string;
}

export interface EcsEvidence {
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly healthPath: string;
  /** What the service is defined to listen on. */
  readonly port: number;
  readonly serving: string | undefined;
  readonly remarks: readonly { readonly at: number; readonly message: string }[];
}

export interface StoppedTask {
  readonly id: string;
  /** `dev-catalog:12` */
  readonly revision: string;
  readonly at: number;
  readonly code: string;
  readonly reason: string;
  readonly containers: readonly {
    readonly name: string;
    readonly exitCode: number | undefined;
    readonly reason: string;
  }[];
}

export interface TargetEvidence {
  /** `dev-catalog-blue` */
  readonly group: string;
  /** The share of the traffic that the listener sends there, in percent. */
  readonly weight: number | undefined;
  readonly targets: readonly {
    readonly address: string;
    readonly port: number | undefined;
    readonly state: string;
    readonly reason: string;
    readonly description: string;
  }[];
}

export interface DeploymentEvidence {
  readonly id: string;
  readonly status: string;
  readonly by: string;
  readonly revision: string | undefined;
  readonly createdAt: number;
  readonly endedAt: number | undefined;
  readonly code: string;
  readonly message: string;
  /** The step it is at or broke off at, and what that said. */
  readonly step: string | undefined;
  readonly stepMessage: string;
}

export interface StackEvidence {
  readonly name: string;
  readonly status: string;
  readonly at: number;
  /** When its last operation began. */
  readonly begunAt: number;
  /** Of its last operation, oldest first. */
  readonly failures: readonly {
    readonly logicalId: string;
    readonly type: string;
    readonly reason: string;
    readonly at: number;
  }[];
}

export interface AlarmEvidence {
  readonly name: string;
  readonly since: number;
  readonly reason: string;
}
