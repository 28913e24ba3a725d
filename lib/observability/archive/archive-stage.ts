import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../../platform/stages.ts';
import type { NetworkStack } from '../../network/network-stack.ts';
import { LogArchiveStack } from './log-archive-stack.ts';

export interface ArchivedStage {
  readonly stage: StageDefinition;
  readonly network: NetworkStack;
  /** Holds the catalog of tables that the archive's goes into. */
  readonly edge: Stack;
  /** Those of services, which hand their lines on. */
  readonly stacks: readonly Stack[];
}

/** Gives a stage its archive, where it has one. What refers to it does so by name, so the order is said here. */
export function archiveStage(scope: Construct, { stage, network, edge, stacks }: ArchivedStage): void {
  const { logArchive: settings } = stage;
  if ('none' in settings) return;
  const archive = new LogArchiveStack(scope, 'log-archive', { stage, settings, network });
  archive.addStackDependency(edge);
  for (const stack of stacks) stack.addStackDependency(archive);
}
