import { isDeepStrictEqual } from 'node:util';
import { guessAttribute } from '../not-played/guess-attribute.ts';
import type { Properties } from '../plane.ts';
import { type Dependencies, dependenciesOf } from './dependencies.ts';
import type { Engine } from './engine.ts';
import { evaluateProperties } from './evaluate-properties.ts';
import { evaluateOutputs } from './outputs.ts';
import type { Scope } from './scope.ts';
import type { Parameters, Stack, StackOutput, StackResource } from './stack.ts';
import { createScope } from './stack-scope.ts';
import { isRecord, type ResourceDeclaration, type Template } from './template.ts';
import { checkProperties, whoPlays } from './type-registry.ts';

export interface DesiredParts {
  readonly engine: Engine;
  readonly stack: Stack;
  readonly template: Template;
  readonly parameters: Parameters;
  /** The resources there are, which the template's values refer to. */
  readonly resources: Map<string, StackResource>;
}

/** What a template asks for, in terms of the resources there are so far. */
export class DesiredResources {
  readonly dependencies: Dependencies;
  readonly #engine: Engine;
  readonly #template: Template;
  readonly #scope: Scope;

  constructor({ engine, stack, template, parameters, resources }: DesiredParts) {
    this.#engine = engine;
    this.#template = template;
    this.dependencies = dependenciesOf(template.Resources);
    this.#scope = createScope({
      stackName: stack.name,
      stackId: stack.id,
      template,
      parameters,
      resources,
      region: engine.region,
      zones: engine.zones,
      storedParameter: (name) => engine.references.parameter(name),
      stackOutput: (stackName, outputName) => engine.book.outputOf(stackName, outputName),
      importedValue: (exportName) => engine.book.importedValue(exportName),
      guessedAttribute: ({ type, physicalId, given }, name) =>
        engine.registry.of(type)
          ? undefined
          : guessAttribute({ type, physicalId, properties: given, region: engine.region }, name),
    });
  }

  /** The resources whose condition is true. */
  get activeIds(): readonly string[] {
    return Object.entries(this.#template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || this.#scope.condition(Condition))
      .map(([logicalId]) => logicalId);
  }

  /** Refuses, before anything is made, what no plane could play. */
  check(): void {
    for (const logicalId of this.activeIds) {
      const { Type, Properties = {} } = this.declarationOf(logicalId);
      const certain = Object.entries(Properties).filter(
        ([, value]) => !isRecord(value) || !('Fn::If' in value || value.Ref === 'AWS::NoValue'),
      );
      checkProperties(
        logicalId,
        whoPlays(this.#engine.registry, Type),
        certain.map(([name]) => name),
      );
    }
  }

  outputs(): Map<string, StackOutput> {
    return evaluateOutputs(this.#template, this.#scope);
  }

  /** A resource's properties, with references to secrets still in them. */
  declaredOf(logicalId: string): Properties {
    return evaluateProperties(this.declarationOf(logicalId).Properties ?? {}, this.#scope);
  }

  /** Whether the template asks for something else than there is. */
  differs(logicalId: string, before: StackResource): boolean {
    return !isDeepStrictEqual(this.declaredOf(logicalId), before.declared);
  }

  /** Whether what changed cannot be changed in place. */
  isReplacement(before: StackResource, declared: Properties): boolean {
    const { replacedBy } = whoPlays(this.#engine.registry, before.type);
    return replacedBy.some((name) => !isDeepStrictEqual(declared[name], before.declared[name]));
  }

  declarationOf(logicalId: string): ResourceDeclaration {
    const declaration = this.#template.Resources[logicalId];
    if (!declaration) throw new Error(`the template has no resource ${logicalId}`);
    return declaration;
  }
}
