import { createHash } from 'node:crypto';
import { AwsError } from '../plane.ts';

/** Lifecycle events a function may be hung on, in the order they come. */
export const hookNames = [
  'BeforeInstall',
  'AfterInstall',
  'AfterAllowTestTraffic',
  'BeforeAllowTraffic',
  'AfterAllowTraffic',
] as const;
export type HookName = (typeof hookNames)[number];

/** What a deployment puts in place, as its AppSpec says. */
export interface AppSpec {
  readonly sha256: string;
  readonly taskDefinition: string;
  readonly containerName: string;
  readonly containerPort: number;
  /** In ECS's own spelling (`awsvpcConfiguration`), as its calls take them. */
  readonly networkConfiguration: unknown;
  readonly capacityProviderStrategy: unknown;
  readonly hooks: ReadonlyMap<HookName, string>;
}

/** Reads the revision of a CreateDeployment: an AppSpec for one ECS service, written as JSON. */
export function parseAppSpec(revision: unknown): AppSpec {
  const { revisionType, appSpecContent, string } = record(revision, 'revision');
  if (revisionType !== 'AppSpecContent' && revisionType !== 'String') {
    refuse(`the revision type '${revisionType}' is not played, use AppSpecContent`);
  }
  const { content } = record(appSpecContent ?? string, 'appSpecContent');
  const text = String(content ?? '');
  const spec = record(parseJson(text), 'the AppSpec');
  const resources = list(spec.Resources ?? spec.resources, 'Resources');
  if (resources.length !== 1) refuse(`an ECS deployment has exactly one resource, got ${resources.length}`);
  const [resource] = Object.values(record(resources[0], 'Resources[0]'));
  const { Type, Properties } = record(resource, 'the resource');
  if (Type !== 'AWS::ECS::Service') refuse(`the resource type '${Type}' must be AWS::ECS::Service`);
  const properties = record(Properties, 'Properties');
  const { ContainerName, ContainerPort } = record(properties.LoadBalancerInfo, 'LoadBalancerInfo');
  if (typeof properties.TaskDefinition !== 'string') refuse('TaskDefinition must name a task definition');
  if (typeof ContainerName !== 'string' || !Number.isInteger(Number(ContainerPort))) {
    refuse('LoadBalancerInfo must have a ContainerName and a ContainerPort');
  }
  return {
    sha256: createHash('sha256').update(text).digest('hex'),
    taskDefinition: String(properties.TaskDefinition),
    containerName: String(ContainerName),
    containerPort: Number(ContainerPort),
    networkConfiguration: asEcsSpells(properties.NetworkConfiguration),
    capacityProviderStrategy: asEcsSpells(properties.CapacityProviderStrategy),
    hooks: hooksOf(spec.Hooks ?? spec.hooks),
  };
}

function hooksOf(hooks: unknown): ReadonlyMap<HookName, string> {
  const found = new Map<HookName, string>();
  for (const hook of hooks === undefined ? [] : list(hooks, 'Hooks')) {
    for (const [name, functionName] of Object.entries(record(hook, 'a hook'))) {
      if (!isHookName(name)) refuse(`the hook '${name}' must be one of ${hookNames.join(', ')}`);
      if (typeof functionName !== 'string' || functionName === '')
        refuse(`the hook '${name}' must name a Lambda function`);
      found.set(name as HookName, String(functionName));
    }
  }
  return found;
}

function isHookName(name: string): name is HookName {
  return (hookNames as readonly string[]).includes(name);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('the AppSpec is not JSON (YAML is not played)');
  }
}

function record(value: unknown, subject: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  return refuse(`${subject} must be an object`);
}

function list(value: unknown, subject: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(`${subject} must be a list`);
}

function refuse(problem: string): never {
  throw new AwsError('InvalidRevisionException', `The revision is not valid: ${problem}`);
}

/** `AwsvpcConfiguration` is `awsvpcConfiguration` to ECS, all the way down. */
function asEcsSpells(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asEcsSpells);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      asEcsSpells(member),
    ]),
  );
}
