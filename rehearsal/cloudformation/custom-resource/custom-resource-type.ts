import { randomUUID } from 'node:crypto';
import type { Clock, CreateCall, DeleteCall, Played, PlayedType, UpdateCall } from '../../plane.ts';
import { UnfinishedResource } from '../unfinished-resource.ts';
import type { Functions } from './custom-resource-plane.ts';
import { askProvider, type ProviderAnswer, ProviderFailed, type ProviderRequest } from './provider.ts';
import { tooLong } from './response-size.ts';
import { withinServiceTimeout } from './service-timeout.ts';
import { stringified } from './stringified.ts';

export interface ProviderParts {
  readonly functions: Functions;
  readonly clock: Clock;
  /** Real time that waiting is never given up before: what is waited for starts real processes. */
  readonly floorMs: number;
  readonly definitionOf: (stateMachineArn: string) => string;
  /** Aborted when nobody waits for an answer any more. */
  readonly ending: AbortSignal;
}

/** Plays a type of custom resource in the words CloudFormation and CDK's Provider framework have for it. */
export function playCustomResource(type: string, parts: ProviderParts): PlayedType {
  const ask = async (
    request: Pick<ProviderRequest, 'RequestType' | 'PhysicalResourceId' | 'OldResourceProperties'>,
    call: CreateCall | UpdateCall | DeleteCall,
  ): Promise<ProviderAnswer> => {
    const full: ProviderRequest = {
      ...request,
      RequestId: randomUUID(),
      ResponseURL: '...',
      StackId: call.stackId,
      LogicalResourceId: call.logicalId,
      ResourceType: call.type,
      ResourceProperties: stringified(call.properties),
    };
    const answer = await withinServiceTimeout(parts, full, (signal) => askProvider(parts, full, signal));
    const { PhysicalResourceId, Data } = answer;
    const refusal = tooLong(full, { status: 'SUCCESS', physicalId: PhysicalResourceId, data: Data });
    if (refusal !== undefined) throw new Error(refusal);
    return answer;
  };
  return {
    type,
    plays: ['*'],
    inert: {},
    replacedBy: [],
    async create(call) {
      try {
        return played(await ask({ RequestType: 'Create' }, call));
      } catch (error) {
        if (error instanceof ProviderFailed && error.physicalId !== undefined) {
          throw new UnfinishedResource(error.physicalId, error.message);
        }
        throw error;
      }
    },
    async update(call) {
      const { physicalId: PhysicalResourceId, properties, oldProperties } = call;
      if (properties.ServiceToken !== oldProperties.ServiceToken)
        throw new Error('Modifying service token is not allowed.');
      const OldResourceProperties = stringified(oldProperties);
      return played(await ask({ RequestType: 'Update', PhysicalResourceId, OldResourceProperties }, call));
    },
    async delete(call) {
      await ask({ RequestType: 'Delete', PhysicalResourceId: call.physicalId }, call);
    },
  };
}

function played({ PhysicalResourceId, Data }: ProviderAnswer): Played {
  return { physicalId: PhysicalResourceId, attributes: Data };
}
