import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { ECSClient, Service, TaskSet } from '@aws-sdk/client-ecs';
import type { CustomResourceEvent, IsCompleteResult } from '../../../pipeline/release/custom-resource.ts';
import { createRelease } from '../../../pipeline/release/release.ts';
import { FakeCodeDeploy } from './fake-codedeploy.ts';
import { StrictClient } from './strict-client.ts';

export const revision = (number: number): string =>
  `arn:aws:ecs:eu-central-1:000000000000:task-definition/dev-catalog:${number}`;

export const properties = {
  Cluster: 'dev',
  Service: 'catalog',
  Container: 'catalog',
  Port: '3001',
  Application: 'dev-catalog',
  DeploymentGroup: 'dev-catalog',
  Subnets: ['subnet-1', 'subnet-2'],
  SecurityGroups: ['sg-1'],
  CapacityProviders: [{ CapacityProvider: 'FARGATE_SPOT', Weight: '1', Base: '0' }],
  AfterAllowTestTraffic: 'CodeDeployHook_dev_catalog',
};

/** A service in AWS, a release of it, and CloudFormation asking for one. */
export class ReleaseScene {
  now = Date.parse('2026-11-20T12:00:00Z');
  service: Service = {};
  readonly ecs = new StrictClient({ DescribeServices: () => ({ services: [this.service] }) });
  readonly codedeploy = new FakeCodeDeploy(() => this.now);
  readonly release = createRelease({
    ecs: this.ecs as unknown as Pick<ECSClient, 'send'>,
    codedeploy: this.codedeploy as unknown as Pick<CodeDeployClient, 'send'>,
    clock: { now: () => this.now },
  });

  constructor(primary = 7) {
    this.serve(primary);
  }

  /** The service is steady, and this revision has the traffic. */
  serve(number: number, tasks = 2): void {
    this.service = {
      status: 'ACTIVE',
      desiredCount: tasks,
      events: [],
      taskSets: [
        {
          id: 'ecs-svc/1',
          status: 'PRIMARY',
          taskDefinition: revision(number),
          stabilityStatus: 'STEADY_STATE',
          runningCount: tasks,
        },
      ],
    };
  }

  /** Puts the tasks that serve into a network, as ECS tells it. */
  place(subnets: string[], securityGroups: string[]): void {
    const [primary] = this.service.taskSets ?? [];
    const networkConfiguration = { awsvpcConfiguration: { subnets, securityGroups } };
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
    this.service.taskSets = [{ ...primary, networkConfiguration, capacityProviderStrategy }];
  }

  /** The deployment `d-1` brings a task set beside the one that serves; ECS says of one of them that its tasks fail. */
  replaceBy(number: number, id: string, failing: string): void {
    const replacement = {
      id,
      externalId: 'd-1',
      status: 'ACTIVE',
      taskDefinition: revision(number),
      stabilityStatus: 'STABILIZING',
    };
    const message = `(service catalog, taskSet ${failing}) is unable to consistently start tasks successfully.`;
    this.service = {
      ...this.service,
      events: [{ createdAt: new Date(this.now), message }],
      taskSets: [...(this.service.taskSets ?? []), replacement as TaskSet],
    };
  }

  /** The traffic moves to what the deployment brought; the old tasks stay for a while. */
  shift(): void {
    const shifted = { ACTIVE: 'PRIMARY', PRIMARY: 'ACTIVE' } as Readonly<Record<string, string>>;
    this.service = {
      ...this.service,
      taskSets: (this.service.taskSets ?? []).map((set) => ({
        ...set,
        status: shifted[set.status ?? ''],
      })) as TaskSet[],
    };
  }

  pass(minutes: number): void {
    this.now += minutes * 60_000;
  }

  creation(number: number, requestId = 'request-1'): CustomResourceEvent {
    return {
      RequestType: 'Create',
      RequestId: requestId,
      LogicalResourceId: 'Release',
      StackId: 'stack',
      ResourceProperties: { ...properties, TaskDefinition: revision(number) },
    };
  }

  update(from: number, to: number, requestId = 'request-1'): CustomResourceEvent {
    return {
      ...this.creation(to, requestId),
      RequestType: 'Update',
      PhysicalResourceId: 'dev/catalog',
      OldResourceProperties: { ...properties, TaskDefinition: revision(from) },
    };
  }

  /** The event as `isComplete` gets it. */
  async accepted(event: CustomResourceEvent): Promise<CustomResourceEvent> {
    return { ...event, ...(await this.release.onEvent(event)) };
  }

  /** Asks once, as the waiting state machine does. */
  ask(event: CustomResourceEvent): Promise<IsCompleteResult> {
    return this.release.isComplete(event);
  }

  get started(): number {
    return this.codedeploy.inputsOf('CreateDeployment').length;
  }
}
