import type { SynthesizedResource } from './synthesized.ts';

export interface Statement {
  /** Where it stands, for messages. */
  readonly address: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly condition: unknown;
}

/** What roles may do by their own policies. A policy on a key or a bucket is about that one thing, and not among these. */
export function statementsOf(resource: SynthesizedResource): readonly Statement[] {
  const { properties, address } = resource;
  const inline: readonly { readonly PolicyDocument: PolicyDocument }[] = properties.Policies ?? [];
  const documents: readonly (PolicyDocument | undefined)[] = [
    ...(identityPolicies.includes(resource.type) ? [properties.PolicyDocument] : []),
    ...(resource.type === 'AWS::IAM::Role' ? inline.map(({ PolicyDocument }) => PolicyDocument) : []),
  ];
  return documents
    .filter((document) => document !== undefined)
    .flatMap(({ Statement }) => Statement)
    .map((statement) => ({
      address,
      effect: statement.Effect,
      actions: listed(statement.Action) as readonly string[],
      resources: listed(statement.Resource),
      condition: statement.Condition,
    }));
}

export const identityPolicies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/** A policy that bounds roles and grants nothing to anybody: no role, user or group has it. */
export function isBoundary({ type, properties }: SynthesizedResource): boolean {
  return (
    type === 'AWS::IAM::ManagedPolicy' &&
    String(properties.ManagedPolicyName).endsWith('-boundary') &&
    ['Roles', 'Users', 'Groups'].every((holders) => properties[holders] === undefined)
  );
}

interface PolicyDocument {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Resource: unknown;
    readonly Condition?: unknown;
  }[];
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
