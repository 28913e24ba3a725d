import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts one AwsSolutions finding on a construct and all inside it.
 * @param rule the rule as the pack names it, `RDS11`, with its finding where it has several: `IAM5[Resource::*]`
 * @param reason one that would convince an auditor
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
}
