import { RemovalPolicy } from 'aws-cdk-lib';
import type { StageDefinition } from '../platform/stages.ts';

/**
 * What holds something nobody can make again outlives its stack, except where the stack's own creation failed: then it
 * holds nothing yet, and what stayed would keep its name from the next try.
 */
export const outlivesItsStack = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** What becomes of data, and of the keys to it, when their stack goes. */
export function removalIn({ protectsData }: StageDefinition): RemovalPolicy {
  return protectsData ? outlivesItsStack : RemovalPolicy.DESTROY;
}
