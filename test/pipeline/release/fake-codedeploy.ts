import type {
  CreateDeploymentInput,
  DeploymentInfo,
  ListDeploymentsInput,
  StopDeploymentInput,
} from '@aws-sdk/client-codedeploy';
import { awsError, StrictClient } from './strict-client.ts';

const ended = ['Succeeded', 'Failed', 'Stopped'];

/** CodeDeploy with one deployment group: one deployment at a time, the newest first in a list. */
export class FakeCodeDeploy extends StrictClient {
  readonly deployments: DeploymentInfo[] = [];
  /** Steps of the deployment, as its target tells them. */
  lifecycleEvents: object[] = [];
  /** How many of the next lists do not show the newest deployment yet. */
  listsBehind = 0;

  constructor(now: () => number) {
    super({
      ListDeployments: ({ createTimeRange, includeOnlyStatuses }: ListDeploymentsInput) => {
        const behind = this.listsBehind > 0;
        if (behind) this.listsBehind--;
        const listed = this.deployments.slice(behind ? 1 : 0).filter(({ createTime, status }) => {
          if (includeOnlyStatuses !== undefined) return includeOnlyStatuses.includes(status ?? 'Created');
          return createTime !== undefined && createTime >= (createTimeRange?.start ?? new Date(0));
        });
        return { deployments: listed.map(({ deploymentId }) => deploymentId) };
      },
      BatchGetDeployments: ({ deploymentIds }: { deploymentIds: readonly string[] }) => ({
        deploymentsInfo: this.deployments.filter(({ deploymentId }) =>
          deploymentIds.includes(deploymentId ?? ''),
        ),
      }),
      CreateDeployment: ({ description }: CreateDeploymentInput) => {
        const active = this.deployments.find(({ status }) => !ended.includes(status ?? ''));
        if (active !== undefined) {
          throw awsError('DeploymentLimitExceededException', `${active.deploymentId} is active`);
        }
        const deploymentId = `d-${this.deployments.length + 1}`;
        this.add({ deploymentId, status: 'Created', createTime: new Date(now()), description });
        return { deploymentId };
      },
      StopDeployment: ({ deploymentId }: StopDeploymentInput) => {
        this.change(deploymentId ?? '', { status: 'Stopped', completeTime: new Date(now()) });
        return { status: 'Pending' };
      },
      ListDeploymentTargets: () => ({ targetIds: ['dev:catalog'] }),
      BatchGetDeploymentTargets: () => ({
        deploymentTargets: [{ ecsTarget: { lifecycleEvents: this.lifecycleEvents } }],
      }),
    });
  }

  add(deployment: DeploymentInfo): void {
    this.deployments.unshift({ autoRollbackConfiguration: { enabled: true }, ...deployment });
  }

  change(deploymentId: string, changes: DeploymentInfo): void {
    const at = this.deployments.findIndex((deployment) => deployment.deploymentId === deploymentId);
    if (at < 0) throw new Error(`no deployment ${deploymentId}`);
    this.deployments[at] = { ...this.deployments[at], ...changes };
  }
}
