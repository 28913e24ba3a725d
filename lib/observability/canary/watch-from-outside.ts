import type { Construct } from 'constructs';
import type { StageDefinition } from '../../../platform/stages.ts';
import type { EdgeStack } from '../../edge/edge-stack.ts';
import type { NetworkStack } from '../../network/network-stack.ts';
import type { ServiceStack } from '../../service/service-stack.ts';
import { CanaryStack } from './canary-stack.ts';

export interface WatchedFromOutside {
  readonly stage: StageDefinition;
  readonly network: NetworkStack;
  readonly edge: EdgeStack;
  readonly stacks: readonly ServiceStack[];
}

/** Gives a stage its canary, where it has one, once there is a door to come in by. */
export function watchFromOutside(scope: Construct, props: WatchedFromOutside): void {
  const { stage, network, edge, stacks } = props;
  const { canary: settings } = stage;
  if ('none' in settings) return;
  const canary = new CanaryStack(scope, 'canary', { stage, settings, network, edge });
  for (const door of stacks.filter(({ context }) => context.service.route === 'public')) {
    canary.addStackDependency(door);
  }
}
