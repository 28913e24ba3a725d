import { Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { releaseMinutesOf } from '../../platform/release-minutes.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { buildMachine } from '../builds/build-machine.ts';
import { letDeploy } from '../builds/deploying.ts';
import { projectPrincipal } from '../builds/project-principal.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { StageStack } from '../stage-stack.ts';
import { readingArtifacts } from './artifact-grants.ts';
import { deployNames, pipelineNames } from './delivery-names.ts';
import { acknowledgeArtifacts } from './delivery-role.ts';
import { startingProject } from './starting-project.ts';
import { deployBuildspec } from './tools-delivery.ts';

export interface StageDeliveryStackProps {
  readonly stage: StageDefinition;
  readonly network: NetworkStack;
  /** Where the pipelines are. @default - the stage's own */
  readonly toolsAccount: string | undefined;
}

/**
 * What deploys a stage from within it: pipelines start it, wherever they are, and hand it what to deploy. So a pipeline
 * of another account needs nothing here but to become one role, which can do nothing else.
 */
export class StageDeliveryStack extends StageStack {
  constructor(scope: Construct, id: string, props: StageDeliveryStackProps) {
    const { stage, network } = props;
    super(scope, id, {
      stage,
      holdsData: false,
      description: `Shoal ${stage.name}: what deploys it when a pipeline asks`,
    });
    const { project } = deployNames(stage.name);
    const log = new StageLogGroup(this, 'Log', { stage, key: network.logKey, name: 'delivery' });
    const tools = props.toolsAccount ?? this.account;
    const role = deployRole(this, tools);
    log.grantWrite(role);
    new codebuild.CfnProject(this, 'Project', {
      name: project,
      description: `Shoal ${stage.name}: one service, or what all of them stand on, as a pipeline has built it`,
      source: { type: 'CODEPIPELINE', buildSpec: deployBuildspec },
      artifacts: { type: 'CODEPIPELINE' },
      serviceRole: role.roleArn,
      encryptionKey: network.logKey.keyArn,
      environment: buildMachine({ docker: false, environment: { STAGE: stage.name } }),
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: log.logGroupName } },
      timeoutInMinutes: longestMinutes(stage),
      queuedTimeoutInMinutes: 480,
    }).node.addDependency(role);
    startRole(this, tools);
  }
}

function deployRole(stack: StageDeliveryStack, tools: string): iam.Role {
  const { stage, region } = stack;
  const { project } = deployNames(stage.name);
  const role = new iam.Role(stack, 'Role', {
    roleName: project,
    description: `Deploys ${stage.name} for pipelines`,
    assumedBy: projectPrincipal(stack, project),
  });
  // Of every pipeline: each of them deploys here.
  const artifacts = { account: tools, region, folder: pipelineNames('*').folder };
  for (const statement of readingArtifacts(artifacts)) role.addToPolicy(statement);
  acknowledgeArtifacts(role, artifacts);
  letDeploy(role, stage, []);
  return role;
}

/** As whom pipelines start it, and only they. */
function startRole(stack: StageDeliveryStack, tools: string): void {
  const { project, startRole: roleName } = deployNames(stack.stage.name);
  const role = new iam.Role(stack, 'StartRole', {
    roleName,
    description: `Starts deployments of ${stack.stage.name}, and nothing else`,
    assumedBy: new iam.AccountPrincipal(tools).withConditions({
      ArnLike: {
        'aws:PrincipalArn': Stack.of(stack).formatArn({
          service: 'iam',
          region: '',
          account: tools,
          resource: 'role',
          resourceName: pipelineNames('*').role,
        }),
      },
    }),
  });
  role.addToPolicy(startingProject(stack, project));
}

/** To copy the database, or to bring what a stage stands on; and then one release. */
function longestMinutes({ release }: StageDefinition): number {
  return (
    preparingMinutes + Object.values(releaseMinutesOf(release)).reduce((sum, minutes) => sum + minutes, 0)
  );
}

const preparingMinutes = 240;
