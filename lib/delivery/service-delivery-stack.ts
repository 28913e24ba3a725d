import { type Environment, Stack, Tags } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { pathFiltersOf } from '../../platform/path-filters.ts';
import type { RegistrySettings } from '../../platform/registry.ts';
import { imagePushing } from '../registry/image-pushing.ts';
import { askingForFindings } from '../registry/image-scanning.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { pipelineNames, platformPipeline, startRoleName } from './delivery-names.ts';
import { type Deliveries, DeliveryPipeline } from './delivery-pipeline.ts';

export interface ServiceDeliveryStackProps extends Deliveries {
  readonly env: Environment;
  readonly service: string;
  readonly registry: RegistrySettings;
  readonly registryRegions: readonly string[];
}

/**
 * The pipeline of one service, which deploys the service's own stacks and nothing else. No other pipeline deploys those,
 * so two never meet in one.
 */
export class ServiceDeliveryStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceDeliveryStackProps) {
    const { env, service, registry, registryRegions } = props;
    super(scope, id, { env, description: `Shoal: from a push to ${service} in every stage` });
    Tags.of(this).add('platform', 'shoal');
    const { buildRole } = new DeliveryPipeline(this, 'Delivery', {
      ...props,
      of: service,
      files: pathFiltersOf(service),
      build: {
        buildspec: 'pipeline/build/service.buildspec.yml',
        environment: { SERVICE: service },
        docker: true,
        may: [
          ...imagePushing(this, { registryRegions, services: [service] }),
          ...askingForFindings(this, service, registry),
        ],
      },
      deployEnvironment: { SERVICE: service },
    });
    acknowledgeStar(
      buildRole,
      '*',
      'To sign in to ECR and to ask Inspector what it knows, for which AWS knows no resource. What may be pushed is named.',
    );
    this.#followPlatform(service);
  }

  /** A change of lib/ reaches the service's stacks once the ground below them has it, in every stage. */
  #followPlatform(service: string): void {
    const { pipeline } = pipelineNames(service);
    new CfnRule(this, 'AfterPlatform', {
      name: `${pipeline}-after-platform`,
      description: `Shoal: ${service} again, on what the platform's pipeline has just brought`,
      eventPattern: {
        source: ['aws.codepipeline'],
        'detail-type': ['CodePipeline Pipeline Execution State Change'],
        detail: { pipeline: [pipelineNames(platformPipeline).pipeline], state: ['SUCCEEDED'] },
      },
      targets: [
        {
          id: 'Pipeline',
          arn: this.formatArn({ service: 'codepipeline', resource: pipeline }),
          roleArn: this.formatArn({
            service: 'iam',
            region: '',
            resource: 'role',
            resourceName: startRoleName,
          }),
        },
      ],
    });
  }
}
