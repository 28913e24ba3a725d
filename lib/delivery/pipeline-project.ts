import { Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { buildMachine } from '../builds/build-machine.ts';
import { projectPrincipal } from '../builds/project-principal.ts';
import { type ArtifactPlace, makingArtifacts, readingArtifacts } from './artifact-grants.ts';
import { deliveryLog } from './delivery-log.ts';
import { DeliveryRole } from './delivery-role.ts';

export interface PipelineProjectProps {
  /** Of the project, and of the role it works as. */
  readonly name: string;
  readonly about: string;
  readonly buildspec: string;
  readonly log: string;
  readonly docker: boolean;
  /** Whether it makes an artifact of what it reads. */
  readonly makes: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly minutes: number;
  readonly artifacts: ArtifactPlace;
  readonly keyArn: string;
  /** Beside its artifacts and its log. */
  readonly may: readonly iam.PolicyStatement[];
}

/** What a pipeline has CodeBuild do in the account of the tools, and as whom. */
export class PipelineProject extends Construct {
  readonly role: DeliveryRole;

  constructor(scope: Construct, id: string, props: PipelineProjectProps) {
    super(scope, id);
    const { name, artifacts, keyArn } = props;
    const log = deliveryLog(this, { name: props.log, keyArn });
    this.role = new DeliveryRole(this, 'Role', {
      roleName: name,
      description: props.about,
      assumedBy: projectPrincipal(Stack.of(this), name),
      artifacts,
      may: [
        ...(props.makes ? makingArtifacts(artifacts) : readingArtifacts(artifacts)),
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [log.attrArn],
        }),
        ...props.may,
      ],
    });
    new codebuild.CfnProject(this, 'Project', {
      name,
      description: props.about,
      source: { type: 'CODEPIPELINE', buildSpec: props.buildspec },
      artifacts: { type: 'CODEPIPELINE' },
      serviceRole: this.role.attrArn,
      encryptionKey: keyArn,
      environment: buildMachine(props),
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: log.ref } },
      timeoutInMinutes: props.minutes,
      // Pipelines of many services may start at once.
      queuedTimeoutInMinutes: 480,
    });
  }
}
