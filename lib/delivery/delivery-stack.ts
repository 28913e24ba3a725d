import { type Environment, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { platformPathFilters } from '../../platform/path-filters.ts';
import { letLogsUse } from '../let-logs-use.ts';
import { ArtifactStore } from './artifact-store.ts';
import type { ArtifactKeys } from './artifact-stores.ts';
import { deployNames, pipelineNames, platformPipeline, startRoleName, tools } from './delivery-names.ts';
import { type Deliveries, DeliveryPipeline } from './delivery-pipeline.ts';
import { DeliveryRole } from './delivery-role.ts';
import { DeliveryTopics } from './delivery-topics.ts';
import { letFailuresTell } from './failures-tell.ts';
import { ToolsDelivery, toolsStage } from './tools-delivery.ts';

export interface DeliveryStackProps extends Deliveries {
  readonly env: Environment;
  readonly services: readonly string[];
  readonly registryRegions: readonly string[];
  /** Accounts that deploy from the artifacts beside the tools' own. */
  readonly readers: readonly string[];
}

/** What all pipelines share, and the one of the platform, which deploys all stacks but those of services. */
export class DeliveryStack extends Stack {
  /** With that of its own region. */
  readonly keys: ArtifactKeys;

  constructor(scope: Construct, id: string, props: DeliveryStackProps) {
    const { env, stages, services, registryRegions, readers } = props;
    super(scope, id, {
      env,
      description: 'Shoal: what all pipelines share, and the one of the platform',
      terminationProtection: true,
    });
    Tags.of(this).add('platform', 'shoal');
    const { key } = new ArtifactStore(this, 'Artifacts', { readers });
    letLogsUse(key, `/shoal/${tools}/*`);
    this.keys = new Map([...props.keys, [this.region, key.keyArn]]);
    letFailuresTell(this, new DeliveryTopics(this, 'Topics', key), stages);
    const toolsDelivery = new ToolsDelivery(this, 'Tools', { keyArn: key.keyArn, registryRegions });
    const platform = new DeliveryPipeline(this, 'Platform', {
      ...props,
      keys: this.keys,
      of: platformPipeline,
      files: platformPathFilters,
      build: { buildspec: 'pipeline/build/platform.buildspec.yml', environment: {}, docker: false, may: [] },
      deployEnvironment: {},
      before: { stage: toolsStage(this), startRole: deployNames(tools).startRole },
    });
    // Its role can be trusted once it is there.
    toolsDelivery.node.addDependency(platform.role);
    letEventsStart(this, services);
  }
}

/** The event bus starts each service's pipeline after the platform's. */
function letEventsStart(stack: Stack, services: readonly string[]): void {
  new DeliveryRole(stack, 'FollowRole', {
    roleName: startRoleName,
    description: "Starts the pipelines of services after the platform's",
    assumedBy: new iam.ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    may: [
      new iam.PolicyStatement({
        actions: ['codepipeline:StartPipelineExecution'],
        resources: services.map((service) =>
          stack.formatArn({ service: 'codepipeline', resource: pipelineNames(service).pipeline }),
        ),
      }),
    ],
  });
}
