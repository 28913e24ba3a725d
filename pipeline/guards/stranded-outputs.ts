import type { Refusal } from './refusal.ts';
import type { Synthesis } from './resource-change.ts';

export interface Stranding {
  /** Every stack that is deployed, also those that this deployment leaves alone. */
  readonly deployed: Synthesis;
  /** What is about to be deployed. */
  readonly next: Synthesis;
}

/**
 * Outputs about to go that a deployed stack still names. Weak references do not hold them: CloudFormation lets them go,
 * and then that stack can be neither updated nor rolled back.
 */
export function strandedOutputs({ deployed, next }: Stranding): readonly Refusal[] {
  return [...next].flatMap(([stack, template]) =>
    Object.keys(deployed.get(stack)?.Outputs ?? {})
      .filter((output) => !(output in (template.Outputs ?? {})))
      .flatMap((output) => refusalsOf({ deployed, next }, stack, output)),
  );
}

function refusalsOf({ deployed, next }: Stranding, stack: string, output: string): readonly Refusal[] {
  const naming = ([name, template]: readonly [string, unknown]): boolean =>
    name !== stack && namesOutput(template, stack, output);
  const consumers = [...deployed].filter(naming).map(([name]) => name);
  if (consumers.length === 0) return [];
  const address = `${stack}/Outputs/${output}`;
  const still = consumers.filter((name) => naming([name, next.get(name) ?? deployed.get(name)]));
  const path =
    still.length > 0
      ? `put it back, or take it out of ${still.join(', ')} first`
      : `deploy ${consumers.join(', ')} alone first, which no longer names it: npx cdk deploy --exclusively ${consumers.map((name) => name.replace('-', '/')).join(' ')}`;
  return [
    {
      address,
      property: undefined,
      sentence: `${address}: it goes, and ${consumers.join(', ')} as deployed still names it, so that neither an update nor a roll back could resolve it; ${path}`,
    },
  ];
}

function namesOutput(value: unknown, stack: string, output: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('Fn::GetStackOutput' in value) {
    const named = value['Fn::GetStackOutput'];
    if (typeof named === 'object' && named !== null && 'StackName' in named && 'OutputName' in named) {
      return named.StackName === stack && named.OutputName === output;
    }
  }
  return Object.values(value).some((inside) => namesOutput(inside, stack, output));
}
