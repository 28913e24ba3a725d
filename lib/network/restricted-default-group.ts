import { CfnResource } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { StageLogGroup } from '../stage-log-group.ts';
import type { StageStack } from '../stage-stack.ts';
import { acknowledge } from '../validation/acknowledge.ts';

const providerId = 'Custom::VpcRestrictDefaultSGCustomResourceProvider';

/**
 * CDK empties the network's default security group with a function of its own, as CloudFormation cannot.
 * This gives that function a log that ends.
 */
export function logDefaultGroupRestriction(stack: StageStack, key: kms.IKey): void {
  const provider = stack.node.findChild(providerId);
  const handler = provider.node.findChild('Handler');
  if (!(handler instanceof CfnResource)) {
    throw new Error(
      `${providerId}: its handler is no CloudFormation resource any more, look at CDK's release notes`,
    );
  }
  const logGroup = new StageLogGroup(stack, 'DefaultGroupLog', {
    stage: stack.stage,
    key,
    name: 'network/default-security-group',
  });
  handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });
  acknowledge(
    provider,
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    "The role is that of CDK's own function that empties the default security group; the policy lets it write logs and nothing else.",
  );
}
