import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { releaseMinutesOf } from '../../platform/release-minutes.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { buildMachine } from '../builds/build-machine.ts';
import { phoenixName } from './phoenix-name.ts';
import type { PhoenixStack, PhoenixStackProps } from './phoenix-stack.ts';

/** What the build does, in the repository that it gets. */
export const phoenixBuildspec = 'pipeline/build/phoenix.buildspec.yml';

export interface PhoenixBuildProps extends PhoenixStackProps {
  readonly role: iam.Role;
  readonly log: logs.LogGroup;
}

/** A machine for an hour a week. */
export function phoenixBuild(
  stack: PhoenixStack,
  { stage, source, services, network, role, log }: PhoenixBuildProps,
): codebuild.CfnProject {
  return new codebuild.CfnProject(stack, 'Project', {
    name: phoenixName(stage.name),
    description: `Shoal ${stage.name}: the ordinary release, on the base layers of this week`,
    source: {
      type: 'GITHUB',
      location: `https://github.com/${source.repository}.git`,
      auth: { type: 'CODECONNECTIONS', resource: source.connectionArn },
      buildSpec: phoenixBuildspec,
      // All of it: a guard compares migrations with what was on main before.
      gitCloneDepth: 0,
    },
    sourceVersion: source.branch,
    serviceRole: role.roleArn,
    artifacts: { type: 'NO_ARTIFACTS' },
    encryptionKey: network.logKey.keyArn,
    environment: buildMachine({ docker: true, environment: { STAGE: stage.name } }),
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: log.logGroupName } },
    // Two releases of a stage at once would meet in its stacks.
    concurrentBuildLimit: 1,
    queuedTimeoutInMinutes: 60,
    timeoutInMinutes: longestMinutes(stage, services.length),
  });
}

/** To build and to copy the database; then each service is released after the other. CodeBuild ends all at 36 hours. */
function longestMinutes({ release }: StageDefinition, services: number): number {
  const each = Object.values(releaseMinutesOf(release)).reduce((sum, minutes) => sum + minutes, 0);
  return Math.min(36 * 60, preparingMinutes + services * each);
}

const preparingMinutes = 120;
