import { baselineOf, isOn } from '../../platform/stage/baseline.ts';
import { taskSizeIn } from '../../platform/stage/task-sizes.ts';
import { settingsAgentMiB } from '../settings/settings-agent.ts';
import type { ServiceContext } from './service-context.ts';
import { tracesAgentMiB } from './traces-agent.ts';

/** What GuardDuty takes for its own container in tasks of up to half a processor. */
const guardMiB = 128;

/** The part of a service's memory that JavaScript objects may take; the rest is for code, stacks, buffers and Node. */
const heapShare = 0.6;

export interface Beside {
  readonly settings: boolean;
  readonly traces?: boolean;
}

/** What is left of a task for its service, beside the containers that share it, in MiB. */
export function memoryLeft(
  { service, stage }: Pick<ServiceContext, 'service' | 'stage'>,
  { settings, traces = false }: Beside,
): number {
  const guarded = isOn(baselineOf(stage).threats);
  const beside = (settings ? settingsAgentMiB : 0) + (traces ? tracesAgentMiB : 0) + (guarded ? guardMiB : 0);
  return taskSizeIn(stage, service).memoryMiB - beside;
}

/**
 * Tells Node how much it may keep. Only the task has a limit, and inside its containers Fargate shows the memory of the
 * machine: left to itself, Node would collect nothing until the kernel ends the task.
 */
export function heapBound(context: Pick<ServiceContext, 'service' | 'stage'>, beside: Beside): string {
  return `--max-old-space-size=${Math.floor(memoryLeft(context, beside) * heapShare)}`;
}
