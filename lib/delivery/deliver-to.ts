import type { Stage } from 'aws-cdk-lib';
import type { SourceSettings } from '../../platform/source.ts';
import { StageDeliveryStack, type StageDeliveryStackProps } from './stage-delivery-stack.ts';

export interface DeliverToProps extends StageDeliveryStackProps {
  readonly source: SourceSettings;
}

/** Lets pipelines deploy a stage, where there is a repository that they start from. */
export function deliverTo(scope: Stage, { source, ...props }: DeliverToProps): void {
  if (!('none' in source)) new StageDeliveryStack(scope, 'delivery', props);
}
