/** What a task definition says that has an effect here. */
export interface TaskDefinition {
  readonly family: string;
  readonly revision: number;
  readonly arn: string;
  readonly cpu: string;
  readonly memoryMiB: number;
  readonly container: ContainerDefinition;
  /** As it was registered, for those who ask for its description. */
  readonly registered: Readonly<Record<string, unknown>>;
  readonly registeredAt: number;
  readonly status: 'ACTIVE' | 'INACTIVE';
}

export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Environment names to the ARN or name of what ECS reads into them. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly port: number | undefined;
  readonly stopTimeoutSeconds: number;
  readonly log: LogPlace | undefined;
  readonly healthCheck: ContainerHealthCheck | undefined;
}

export interface LogPlace {
  readonly group: string;
  readonly streamPrefix: string;
}

export interface ContainerHealthCheck {
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
}
