import { account } from '../plane.ts';
import { evaluateCondition } from './conditions.ts';
import { parameterValue } from './parameters.ts';
import { noValue, type Scope } from './scope.ts';
import type { Parameters, StackResource } from './stack.ts';
import type { Template } from './template.ts';
import { TemplateError } from './template-error.ts';

export interface ScopeParts {
  readonly stackName: string;
  readonly stackId: string;
  readonly template: Template;
  readonly parameters: Parameters;
  /** The resources made so far. */
  readonly resources: ReadonlyMap<string, StackResource>;
  readonly region: string;
  readonly zones: readonly string[];
  readonly storedParameter: (name: string) => string;
  readonly stackOutput: (stackName: string, outputName: string) => unknown;
  readonly importedValue: (exportName: string) => unknown;
  /** An attribute of a resource that no plane plays. */
  readonly guessedAttribute: (resource: StackResource, name: string) => unknown;
}

/** What the values of one stack's template refer to. */
export function createScope(parts: ScopeParts): Scope {
  const { template, resources, region } = parts;
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': account,
    'AWS::NoValue': noValue,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': parts.stackId,
    'AWS::StackName': parts.stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const decided = new Map<string, boolean>();

  const resourceNamed = (logicalId: string): StackResource => {
    const resource = resources.get(logicalId);
    if (resource) return resource;
    if (Object.hasOwn(template.Resources, logicalId)) {
      throw new TemplateError(
        `resource ${logicalId} is not there: its condition is false, or it is not made yet`,
      );
    }
    throw new TemplateError(
      `Unresolved resource dependencies [${logicalId}]: the template has no such resource or parameter`,
    );
  };

  const scope: Scope = {
    region,
    zones: parts.zones,
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      const parameter = template.Parameters?.[name];
      if (parameter) return parameterValue(name, parameter, parts.parameters, parts.storedParameter);
      return resourceNamed(name).physicalId;
    },
    attribute(logicalId, name) {
      const resource = resourceNamed(logicalId);
      if (Object.hasOwn(resource.attributes, name)) return resource.attributes[name];
      const guessed = parts.guessedAttribute(resource, name);
      if (guessed !== undefined) return guessed;
      const known = Object.keys(resource.attributes).join(', ') || 'none';
      throw new TemplateError(
        `resource ${logicalId} (${resource.type}) has no attribute '${name}' here, known: ${known}`,
      );
    },
    condition(name) {
      const before = decided.get(name);
      if (before !== undefined) return before;
      const declaration = template.Conditions?.[name];
      if (declaration === undefined) {
        const known = Object.keys(template.Conditions ?? {}).join(', ') || 'none';
        throw new TemplateError(`condition '${name}' is not in the template, known: ${known}`);
      }
      const value = evaluateCondition(declaration, scope);
      decided.set(name, value);
      return value;
    },
    mapping(map, top, second) {
      const value = template.Mappings?.[map]?.[top]?.[second];
      if (value === undefined)
        throw new TemplateError(`Fn::FindInMap: there is no ${map}.${top}.${second} in Mappings`);
      return value;
    },
    stackOutput: parts.stackOutput,
    importedValue: parts.importedValue,
  };
  return scope;
}
