import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/**
 * Accepts that a policy on `construct` names `arn`, which has a star in it, as a resource.
 * @param arn as it stands in the policy, tokens and all
 * @param reason one that would convince an auditor
 */
export function acknowledgeStar(construct: IConstruct, arn: string, reason: string): void {
  acknowledge(construct, `IAM5[Resource::${flat(Stack.of(construct).resolve(arn))}]`, reason);
}

/** A resolved string as the pack writes it: `{ "Ref": "AWS::AccountId" }` becomes `<AWS::AccountId>`. */
function flat(resolved: unknown): string {
  if (typeof resolved === 'string') return resolved;
  if (typeof resolved !== 'object' || resolved === null) return String(resolved);
  if ('Ref' in resolved) return `<${resolved.Ref}>`;
  if ('Fn::GetAtt' in resolved && Array.isArray(resolved['Fn::GetAtt'])) {
    return `<${resolved['Fn::GetAtt'].join('.')}>`;
  }
  if ('Fn::Join' in resolved && Array.isArray(resolved['Fn::Join'])) {
    const [separator, parts] = resolved['Fn::Join'];
    if (Array.isArray(parts)) return parts.map(flat).join(String(separator));
  }
  return JSON.stringify(resolved);
}
