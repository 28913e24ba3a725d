import { randomUUID } from 'node:crypto';
import { account } from '../plane.ts';
import type { StackRequest } from './cloudformation.ts';
import type { Stack } from './stack.ts';

/** A stack that has nothing yet. */
export function newStack(request: StackRequest, region: string): Stack {
  return {
    name: request.stackName,
    id: `arn:aws:cloudformation:${region}:${account}:stack/${request.stackName}/${randomUUID()}`,
    status: 'CREATE_IN_PROGRESS',
    statusReason: undefined,
    template: request.template,
    parameters: request.parameters ?? {},
    terminationProtection: request.terminationProtection ?? false,
    rollsBack: request.rollsBack ?? true,
    assetsFolder: request.assetsFolder,
    resources: new Map(),
    outputs: new Map(),
    unfinishedRollback: undefined,
    events: [],
    createdAt: new Date(),
    updatedAt: undefined,
  };
}
