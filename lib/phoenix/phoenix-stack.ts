import { Stack } from 'aws-cdk-lib';
import type * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RegistrySettings } from '../../platform/registry.ts';
import type { SourceRepository } from '../../platform/source.ts';
import { type PhoenixSettings, phoenixCron } from '../../platform/stage/phoenix.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { EventAlarm } from '../baseline/event-alarm.ts';
import { EventLog } from '../baseline/event-log.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { ScheduleRole } from '../schedules/schedule-role.ts';
import { StageSchedule } from '../schedules/stage-schedule.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { StageStack } from '../stage-stack.ts';
import { phoenixBuild } from './phoenix-build.ts';
import { phoenixName } from './phoenix-name.ts';
import { PhoenixRole } from './phoenix-role.ts';

export interface PhoenixStackProps {
  readonly stage: StageDefinition;
  readonly settings: PhoenixSettings;
  readonly source: SourceRepository;
  readonly registry: RegistrySettings;
  readonly registryRegions: readonly string[];
  /** By name. */
  readonly services: readonly string[];
  readonly network: NetworkStack;
}

/**
 * Replaces every task of a stage each week, on an image rebuilt from fresh base layers, through the ordinary release: by
 * the clock, a build does what a person would type.
 */
export class PhoenixStack extends StageStack {
  constructor(scope: Construct, id: string, props: PhoenixStackProps) {
    const { stage, network } = props;
    super(scope, id, {
      stage,
      holdsData: false,
      description: `Shoal ${stage.name}: its release on fresh base layers, each week`,
    });
    const log = new StageLogGroup(this, 'Log', { stage, key: network.logKey, name: 'phoenix' });
    const role = new PhoenixRole(this, 'Role', { ...props, log });
    const project = phoenixBuild(this, { ...props, role, log });
    // CodeBuild asks for the source as this role when the project is made.
    project.node.addDependency(role);
    startWeekly(this, project, props);
    tellOfFailure(this, props);
  }
}

function startWeekly(
  stack: PhoenixStack,
  project: codebuild.CfnProject,
  { stage, settings, network }: PhoenixStackProps,
): void {
  const role = new ScheduleRole(stack, 'ScheduleRole', {
    stage,
    key: network.logKey,
    may: [new iam.PolicyStatement({ actions: ['codebuild:StartBuild'], resources: [project.attrArn] })],
  });
  const schedule = new StageSchedule(stack, 'Schedule', {
    stage,
    name: 'phoenix',
    description: `Shoal ${stage.name}: every task on fresh base layers`,
    expression: phoenixCron(settings),
    timezone: 'Etc/UTC',
    role,
    target: {
      arn: 'arn:aws:scheduler:::aws-sdk:codebuild:startBuild',
      input: Stack.of(stack).toJsonString({ ProjectName: phoenixName(stage.name) }),
    },
    // Beyond this, the next to start it is a person who has seen the alarm.
    patienceMinutes: 60,
  });
  schedule.node.addDependency(role);
  schedule.node.addDependency(project);
}

function tellOfFailure(stack: PhoenixStack, { stage, network }: PhoenixStackProps): void {
  const name = phoenixName(stage.name);
  new EventAlarm(stack, 'Failed', {
    stage,
    about: 'phoenix',
    symptom: 'failed',
    severity: 'ticket',
    when: 'it happens',
    pattern: {
      source: ['aws.codebuild'],
      detailType: ['CodeBuild Build State Change'],
      detail: {
        'project-name': [name],
        'build-status': ['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'],
      },
    },
    log: new EventLog(stack, 'Events', { stage, key: network.logKey, about: 'phoenix' }),
    says: `The weekly release of ${stage.name} on fresh base layers failed: services it did not reach run on as they were. It usually follows a guard or the hook of a service refusing, changes of permissions that somebody has to approve by deploying, or a connection to the repository that ended. The log /shoal/${stage.name}/phoenix says which; once it is mended: aws codebuild start-build --project-name ${name}.`,
  });
}
