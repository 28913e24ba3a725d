import type { SynthesizedResource, SynthesizedStack } from '../synthesized.ts';

/**
 * One text for one thing, however and wherever a template names it: `dev-edge/Balancer.LoadBalancerFullName` for what
 * only a deployment knows, and the name itself where a template gives one.
 */
export type TextOf = (value: unknown, stack: string) => string;

/** What `Ref`, or an attribute, of a named resource is: the property that names it. */
const named: Readonly<Record<string, string>> = {
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::ECS::Service.Name': 'ServiceName',
  'AWS::Events::Rule': 'Name',
  'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::SNS::Topic.TopicName': 'TopicName',
  'AWS::SQS::Queue.QueueName': 'QueueName',
  'AWS::Synthetics::Canary': 'Name',
};

export function textsOf(stacks: readonly SynthesizedStack[]): TextOf {
  const stackOf = new Map(stacks.map((stack) => [stack.name, stack]));
  const resourceOf = new Map<string, SynthesizedResource>(
    stacks.flatMap(({ name, resources }) => resources.map((one) => [`${name}/${one.id}`, one] as const)),
  );
  const ofResource = (stack: string, id: string, attribute: string): string => {
    const address = `${stack}/${id}`;
    const resource = resourceOf.get(address);
    const property = named[`${resource?.type ?? ''}${attribute}`];
    const name = property === undefined ? undefined : resource?.properties[property];
    return name === undefined ? `${address}${attribute}` : textOf(name, stack);
  };
  const textOf: TextOf = (value, stack) => {
    if (typeof value !== 'object' || value === null) return String(value);
    const [[key, operand] = ['', undefined]] = Object.entries(value);
    if (key === 'Ref') return ofResource(stack, operand, '');
    if (key === 'Fn::GetAtt') return ofResource(stack, operand[0], `.${operand[1]}`);
    if (key === 'Fn::Join') return operand[1].map((part: unknown) => textOf(part, stack)).join(operand[0]);
    if (key === 'Fn::GetStackOutput') {
      const output = stackOf.get(operand.StackName)?.template.Outputs?.[operand.OutputName];
      return textOf((output as { readonly Value?: unknown } | undefined)?.Value, operand.StackName);
    }
    throw new Error(
      `${stack}: '${key}' in the name of a thing is not known here, teach ${import.meta.filename}`,
    );
  };
  return textOf;
}
