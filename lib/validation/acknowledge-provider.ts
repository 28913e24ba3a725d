import type { Provider } from 'aws-cdk-lib/custom-resources';
import { acknowledge } from './acknowledge.ts';

/** Accepts what CDK's Provider framework brings along: its functions, their roles and its waiting state machine. */
export function acknowledgeProvider(provider: Provider): void {
  acknowledge(
    provider,
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    'x',
  );
}
