import { Stack } from 'aws-cdk-lib';
import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SourceRepository } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { usingConnection } from '../builds/connection-actions.ts';
import { makingArtifacts } from './artifact-grants.ts';
import { type ArtifactKeys, artifactKeyIn, artifactStores } from './artifact-stores.ts';
import { pipelineNames } from './delivery-names.ts';
import { DeliveryRole } from './delivery-role.ts';
import { artifactNames, codeBuild, triedTwice } from './pipeline-actions.ts';
import { deployments } from './pipeline-deployments.ts';
import { PipelineProject } from './pipeline-project.ts';
import { roleOfPipeline } from './pipeline-role.ts';
import { pushTrigger, sourceStage } from './pipeline-source.ts';
import { startingProject } from './starting-project.ts';

/** What all pipelines share. */
export interface Deliveries {
  readonly source: SourceRepository;
  /** In the order in which a change goes through them. */
  readonly stages: readonly StageDefinition[];
  /** Where the pipelines are, and where stages are. */
  readonly keys: ArtifactKeys;
}

export interface DeliveryPipelineProps extends Deliveries {
  /** A service, or the platform. */
  readonly of: string;
  /** The files that start it. */
  readonly files: readonly string[];
  readonly build: {
    readonly buildspec: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly docker: boolean;
    readonly may: readonly iam.PolicyStatement[];
  };
  /** What the builds that deploy are told, beside their stage. */
  readonly deployEnvironment: Readonly<Record<string, string>>;
  /** What is deployed before the first stage, and as whom that is started. @default - nothing */
  readonly before?: { readonly stage: CfnPipeline.StageDeclarationProperty; readonly startRole: string };
}

/** From a push to all stages: what is built once is what each of them gets. */
export class DeliveryPipeline extends Construct {
  /** As whom it works itself: it becomes its actions' roles. */
  readonly role: DeliveryRole;
  /** As whom it builds. */
  readonly buildRole: DeliveryRole;

  constructor(scope: Construct, id: string, props: DeliveryPipelineProps) {
    super(scope, id);
    const { of, source, stages, before } = props;
    const stack = Stack.of(this);
    const names = pipelineNames(of);
    const place = { account: stack.account, region: stack.region, folder: names.folder };
    const keyArn = artifactKeyIn(props.keys, stack.region);
    this.role = roleOfPipeline(this, { ...props, place });
    const pipelineRole = new iam.ArnPrincipal(this.role.attrArn);
    const sourceRole = new DeliveryRole(this, 'SourceRole', {
      roleName: names.sourceRole,
      description: `Fetches the repository for the pipeline of ${of}`,
      assumedBy: pipelineRole,
      artifacts: place,
      may: [
        new iam.PolicyStatement({ actions: usingConnection, resources: [source.connectionArn] }),
        ...makingArtifacts(place),
      ],
    });
    const startBuildRole = new DeliveryRole(this, 'StartBuildRole', {
      roleName: names.startBuildRole,
      description: `Starts the build of ${of}, and nothing else`,
      assumedBy: pipelineRole,
      may: [startingProject(stack, names.build)],
    });
    const build = new PipelineProject(this, 'Build', {
      name: names.build,
      about: `Shoal: checks ${of}, builds it, and synthesizes what all stages deploy`,
      log: names.log,
      makes: true,
      minutes: 60,
      artifacts: place,
      keyArn,
      ...props.build,
    });
    this.buildRole = build.role;
    const pipeline = new CfnPipeline(this, 'Pipeline', {
      name: names.pipeline,
      pipelineType: 'V2',
      // A commit after the other, none left out: each was agreed to by itself.
      executionMode: 'QUEUED',
      roleArn: this.role.attrArn,
      ...artifactStores(
        stack,
        props.keys,
        stages.map(({ region }) => region),
      ),
      triggers: [pushTrigger(source, props.files)],
      stages: [
        sourceStage(source, sourceRole.attrArn),
        triedTwice(
          'Build',
          codeBuild({
            name: 'Build',
            project: names.build,
            roleArn: startBuildRole.attrArn,
            input: artifactNames.source,
            output: artifactNames.assembly,
          }),
        ),
        ...(before === undefined ? [] : [before.stage]),
        ...deployments(this, {
          of,
          stages,
          source,
          pipelineRole,
          keyArn,
          environment: props.deployEnvironment,
        }),
      ],
      // What an execution under way deploys next may be what changed this pipeline.
      restartExecutionOnUpdate: before !== undefined,
    });
    pipeline.node.addDependency(build);
  }
}
