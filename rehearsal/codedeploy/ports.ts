import type { Weighted } from '../elbv2/rule-action.ts';

/** What CodeDeploy does to task sets of an ECS service. */
export interface TaskSetsPort {
  create(order: TaskSetOrder): Promise<string>;
  /** Resolves when all its tasks serve; rejects with the evidence where they keep failing. */
  whenSteady(taskSetId: string, signal: AbortSignal): Promise<void>;
  /** Since when it is steady; undefined while it is not. */
  steadySince(taskSetId: string): number | undefined;
  /** How many of its tasks ended by themselves after they had served, and what is known of the last. */
  lapsesOf(taskSetId: string): { readonly count: number; readonly last: string };
  /** What the balancer says of its tasks that do not serve; empty where it says nothing. */
  complaintsOf(taskSetId: string): readonly string[];
  setPrimary(taskSetId: string): void;
  /** Drains and stops its tasks; resolves when none is left. */
  delete(taskSetId: string): Promise<void>;
  /** The task sets of a service; rejects a service that is not there. */
  of(cluster: string, service: string): readonly TaskSetView[];
}

export interface TaskSetOrder {
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinition: string;
  readonly targetGroupArn: string;
  readonly containerName: string;
  readonly containerPort: number;
  readonly networkConfiguration: unknown;
  readonly capacityProviderStrategy: unknown;
  /** The deployment's id. */
  readonly externalId: string;
}

export interface TaskSetView {
  readonly id: string;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  readonly serviceArn: string;
  readonly taskDefinition: string;
  readonly targetGroupArn: string | undefined;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
}

/** What it does to the rules of a listener. */
export interface TrafficRulesPort {
  forwardOf(ruleArn: string): readonly Weighted[];
  setForward(ruleArn: string, weights: readonly Weighted[]): void;
  rulesForwardingTo(listenerArn: string, targetGroupArns: readonly string[]): readonly string[];
}

/** A deployment group names target groups, rules know ARNs. */
export interface TargetGroupNames {
  arnOf(targetGroupName: string): string;
  /** How long its health check takes to think well of a target: its interval, as often as its threshold says. */
  provenMsOf(targetGroupArn: string): number;
}

export interface FunctionsPort {
  invoke(nameOrArn: string, payload: unknown): Promise<unknown>;
}

export interface AlarmsPort {
  /** Those of the named alarms that are in alarm now. */
  inAlarm(names: readonly string[]): readonly string[];
}
