import type { Clock, Plane } from '../../plane.ts';
import { playCustomResource } from './custom-resource-type.ts';
import { createStateMachines } from './state-machines.ts';

/** What custom resources need of the Lambda plane. */
export interface Functions {
  /** Rejects with the handler's error. */
  invoke(nameOrArn: string, payload: unknown): Promise<unknown>;
  environmentOf(nameOrArn: string): Readonly<Record<string, string>>;
}

export interface CustomResourceParts {
  readonly functions: Functions;
  readonly clock: Clock;
  /** @default 120000 - waiting for a handler is never given up sooner, however fast the clock */
  readonly floorMs?: number;
  readonly region: string;
}

/** Plays custom resources behind CDK's Provider framework, by calling their own handlers. */
export function createCustomResourcePlane({
  functions,
  clock,
  floorMs = 120_000,
  region,
}: CustomResourceParts): Plane {
  const stateMachines = createStateMachines(region);
  const ending = new AbortController();
  const parts = {
    functions,
    clock,
    floorMs,
    definitionOf: stateMachines.definitionOf,
    ending: ending.signal,
  };
  return {
    types: [
      stateMachines.type,
      playCustomResource('Custom::*', parts),
      playCustomResource('AWS::CloudFormation::CustomResource', parts),
    ],
    apis: [],
    close: async () => ending.abort(new Error('the rehearsal is ending')),
  };
}
