import type { Properties } from '../../plane.ts';
import { isRecord } from '../template.ts';
import type { ProviderParts } from './custom-resource-type.ts';
import { tooLong } from './response-size.ts';
import { waiterOf } from './waiter.ts';

/** The event CloudFormation sends, and the Provider framework passes on. */
export interface ProviderRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
}

export interface ProviderAnswer {
  readonly PhysicalResourceId: string;
  readonly Data: Properties;
}

/** What the framework tells CloudFormation when a handler failed; `physicalId` where the creation had got one. */
export class ProviderFailed extends Error {
  readonly physicalId: string | undefined;
  constructor(message: string, physicalId?: string) {
    super(message);
    this.name = 'ProviderFailed';
    this.physicalId = physicalId;
  }
}

/** Does what CDK's Provider framework does: `onEvent` once, then `isComplete` until it says so. */
export async function askProvider(
  parts: ProviderParts,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  const framework = frameworkOf(parts, request);
  const first = await call(parts, framework.onEvent, request);
  const started = { ...request, ...first, PhysicalResourceId: physicalIdOf(request, first) };
  if (framework.isComplete === undefined)
    return { PhysicalResourceId: started.PhysicalResourceId, Data: dataOf(first) };

  const waiter = waiterOf(parts.definitionOf(framework.waiter));
  const floor = parts.clock.now() + parts.floorMs;
  for (let attempt = 0; attempt <= waiter.maxAttempts || parts.clock.now() < floor; attempt += 1) {
    if (attempt > 0)
      await parts.clock.sleep(waiter.pauseBefore(Math.min(attempt, waiter.maxAttempts)), signal);
    const answer = await call(parts, framework.isComplete, started, started.PhysicalResourceId);
    if (answer.IsComplete) {
      const { PhysicalResourceId } = { ...started, ...answer };
      return {
        PhysicalResourceId: String(PhysicalResourceId),
        Data: { ...dataOf(first), ...dataOf(answer) },
      };
    }
    if (Object.keys(dataOf(answer)).length > 0) {
      throw failed(request, '"Data" is not allowed if "IsComplete" is "False"', started.PhysicalResourceId);
    }
  }
  throw failed(request, 'Operation timed out', started.PhysicalResourceId);
}

interface Framework {
  readonly onEvent: string;
  readonly isComplete: string | undefined;
  readonly waiter: string;
}

/** The framework's own function names in its environment the handlers it calls. */
function frameworkOf(
  { functions }: ProviderParts,
  { ResourceProperties, ResourceType }: ProviderRequest,
): Framework {
  const token = String(ResourceProperties.ServiceToken);
  const environment = functions.environmentOf(token);
  const onEvent = environment.USER_ON_EVENT_FUNCTION_ARN;
  if (onEvent === undefined) {
    throw new Error(
      `${ResourceType}: its ServiceToken ${token} is not a function of CDK's Provider framework, the only kind that is played; put a custom_resources.Provider in front of the handler`,
    );
  }
  return {
    onEvent,
    isComplete: environment.USER_IS_COMPLETE_FUNCTION_ARN,
    waiter: environment.WAITER_STATE_MACHINE_ARN ?? '',
  };
}

async function call(
  { functions }: ProviderParts,
  functionArn: string,
  event: ProviderRequest & { readonly Data?: unknown },
  physicalId?: string,
): Promise<Record<string, unknown>> {
  try {
    const answer = await functions.invoke(functionArn, event);
    return isRecord(answer) ? answer : {};
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const log = `/aws/lambda/${functionArn.split(':').at(-1)}`;
    const refusal = tooLong(event, {
      status: 'FAILED',
      reason: [message, '', `Logs: ${log}`, '', ...traceOf(error).slice(1)].join('\n'),
      physicalId: physicalId ?? event.PhysicalResourceId,
      data: isRecord(event.Data) ? event.Data : undefined,
    });
    throw refusal === undefined
      ? failed(event, `${message} (logs: ${log})`, physicalId)
      : new ProviderFailed(refusal, event.RequestType === 'Create' ? physicalId : undefined);
  }
}

/** The framework tells CloudFormation the whole stack trace, which counts although it is not shown here. */
function traceOf(error: unknown): readonly string[] {
  return error instanceof Error && 'trace' in error && Array.isArray(error.trace) ? error.trace : [];
}

function failed(
  { RequestId, RequestType }: ProviderRequest,
  message: string,
  physicalId?: string,
): ProviderFailed {
  const sentence = `Received response status [FAILED] from custom resource. Message returned: ${message} (RequestId: ${RequestId})`;
  return new ProviderFailed(sentence, RequestType === 'Create' ? physicalId : undefined);
}

function physicalIdOf(request: ProviderRequest, answer: Record<string, unknown>): string {
  const before = request.PhysicalResourceId ?? request.RequestId;
  const physicalId = answer.PhysicalResourceId ? String(answer.PhysicalResourceId) : before;
  if (request.RequestType === 'Delete' && physicalId !== before) {
    throw failed(
      request,
      `DELETE: cannot change the physical resource ID from "${before}" to "${physicalId}" during deletion`,
    );
  }
  return physicalId;
}

function dataOf(answer: Record<string, unknown>): Properties {
  return isRecord(answer.Data) ? answer.Data : {};
}
