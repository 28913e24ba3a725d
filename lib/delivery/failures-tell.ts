import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { deliveryTopics } from './delivery-names.ts';
import type { DeliveryTopics } from './delivery-topics.ts';

/**
 * Tells operators of every stage of every pipeline that failed: those where somebody is to be woken by one topic, and all
 * others, builds among them, by the other.
 */
export function letFailuresTell(
  scope: Construct,
  topics: DeliveryTopics,
  stages: readonly StageDefinition[],
): void {
  const paging = stages.filter(({ delivery }) => delivery.onFailure === 'page').map(({ name }) => name);
  if (paging.length > 0)
    rule(scope, 'Pages', { name: deliveryTopics.page, topicArn: topics.page.topicArn, stage: paging });
  rule(scope, 'Tickets', {
    name: deliveryTopics.ticket,
    topicArn: topics.ticket.topicArn,
    stage: paging.length > 0 ? [{ 'anything-but': paging }] : undefined,
  });
}

interface Failures {
  readonly name: string;
  readonly topicArn: string;
  /** Of the pipeline. */
  readonly stage: readonly unknown[] | undefined;
}

function rule(scope: Construct, id: string, { name, topicArn, stage }: Failures): void {
  new CfnRule(scope, id, {
    name,
    description: `Shoal: failed deliveries, to the topic ${name}`,
    eventPattern: {
      source: ['aws.codepipeline'],
      'detail-type': ['CodePipeline Stage Execution State Change'],
      detail: {
        pipeline: [{ prefix: 'shoal-' }],
        state: ['FAILED'],
        ...(stage === undefined ? {} : { stage }),
      },
    },
    targets: [
      {
        id: 'Operators',
        arn: topicArn,
        inputTransformer: {
          inputPathsMap: {
            execution: '$.detail.execution-id',
            pipeline: '$.detail.pipeline',
            region: '$.region',
            stage: '$.detail.stage',
          },
          inputTemplate:
            '"<pipeline> failed in its stage <stage>. A deployment that failed is taken back where this pipeline, as it is defined now, has succeeded in that stage before; else the stage is as the failure left it: npx shoal status says what runs. The log of the action says why. Execution <execution>: https://<region>.console.aws.amazon.com/codesuite/codepipeline/pipelines/<pipeline>/executions/<execution>/timeline"',
        },
      },
    ],
  });
}
