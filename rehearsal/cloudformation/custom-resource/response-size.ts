import type { Properties } from '../../plane.ts';
import type { ProviderRequest } from './provider.ts';

/** CloudFormation takes no longer response from a custom resource. */
const longestBytes = 4096;

export interface ProviderResponse {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason?: string;
  readonly physicalId: string | undefined;
  readonly data: Properties | undefined;
}

/** @returns what CloudFormation says in place of a response, as CDK's framework writes it, that it does not take */
export function tooLong(
  { StackId, RequestId, LogicalResourceId }: ProviderRequest,
  { status, reason, physicalId, data }: ProviderResponse,
): string | undefined {
  const bytes = Buffer.byteLength(
    JSON.stringify({
      Status: status,
      Reason: reason ?? status,
      StackId,
      RequestId,
      PhysicalResourceId: physicalId ?? 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED',
      LogicalResourceId,
      Data: data,
    }),
  );
  return bytes > longestBytes
    ? `Response object is too long: ${bytes} bytes of JSON, CloudFormation takes ${longestBytes}`
    : undefined;
}
