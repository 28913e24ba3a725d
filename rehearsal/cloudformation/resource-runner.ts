import { isDeepStrictEqual } from 'node:util';
import { guessAttribute } from '../not-played/guess-attribute.ts';
import { playNotPlayed } from '../not-played/not-played-type.ts';
import type { PlayedType, Properties, ResourceCall } from '../plane.ts';
import { type Dependencies, dependenciesOf } from './dependencies.ts';
import { resolveReferences } from './dynamic-references.ts';
import { type Engine, type Subject, tell } from './engine.ts';
import { evaluateProperties } from './evaluate-properties.ts';
import { evaluateOutputs } from './outputs.ts';
import { type GraphFailure, runGraph } from './run-graph.ts';
import type { Scope } from './scope.ts';
import type { Parameters, Stack, StackOutput, StackResource } from './stack.ts';
import type { FailedResource } from './stack-failed.ts';
import { createScope } from './stack-scope.ts';
import { isRecord, type ResourceDeclaration, type Template } from './template.ts';
import { checkProperties } from './type-registry.ts';

export interface RunnerParts {
  readonly engine: Engine;
  readonly stack: Stack;
  readonly template: Template;
  readonly parameters: Parameters;
  /** The resources there are; the runner adds to them. */
  readonly resources: Map<string, StackResource>;
}

/** Makes, changes and deletes the resources of one template in one stack. */
export class ResourceRunner {
  readonly resources: Map<string, StackResource>;
  readonly dependencies: Dependencies;
  readonly #engine: Engine;
  readonly #stack: Stack;
  readonly #template: Template;
  readonly #scope: Scope;

  constructor({ engine, stack, template, parameters, resources }: RunnerParts) {
    this.resources = resources;
    this.#engine = engine;
    this.#stack = stack;
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
      const { Type, Properties = {} } = this.#declarationOf(logicalId);
      const certain = Object.entries(Properties).filter(
        ([, value]) => !isRecord(value) || !('Fn::If' in value || value.Ref === 'AWS::NoValue'),
      );
      checkProperties(
        logicalId,
        this.#playedAs(Type),
        certain.map(([name]) => name),
      );
    }
  }

  outputs(): Map<string, StackOutput> {
    return evaluateOutputs(this.#template, this.#scope);
  }

  run(ids: readonly string[], task: (logicalId: string) => Promise<void>): Promise<readonly GraphFailure[]> {
    return runGraph(ids, this.dependencies, task);
  }

  failed(failures: readonly GraphFailure[]): readonly FailedResource[] {
    return failures.map(({ id, error }) => ({
      logicalId: id,
      type: this.#template.Resources[id]?.Type ?? '',
      reason: error.message,
    }));
  }

  /** A resource's properties, with references to secrets still in them. */
  declaredOf(logicalId: string): Properties {
    return evaluateProperties(this.#declarationOf(logicalId).Properties ?? {}, this.#scope);
  }

  /** Whether the template asks for something else than there is. */
  differs(logicalId: string, before: StackResource): boolean {
    return !isDeepStrictEqual(this.declaredOf(logicalId), before.declared);
  }

  /** Whether what changed cannot be changed in place. */
  isReplacement(before: StackResource, declared: Properties): boolean {
    const { replacedBy } = this.#playedAs(before.type);
    return replacedBy.some((name) => !isDeepStrictEqual(declared[name], before.declared[name]));
  }

  create(logicalId: string, verb: 'CREATE' | 'UPDATE' = 'CREATE'): Promise<StackResource> {
    const declaration = this.#declarationOf(logicalId);
    const subject = { logicalId, physicalId: '', type: declaration.Type };
    const reason =
      verb === 'UPDATE'
        ? 'Requested update requires the creation of a new physical resource; hence creating one.'
        : undefined;
    return this.#told(subject, verb, reason, async (call) => {
      const declared = this.declaredOf(logicalId);
      const given = this.#resolved(declared);
      const played = this.#playedAs(declaration.Type);
      checkProperties(logicalId, played, Object.keys(declared));
      const made = await played.create({ ...call, properties: given });
      return this.#keep(declaration, { ...subject, ...made, declared, given });
    });
  }

  update(before: StackResource, declared: Properties): Promise<StackResource> {
    const declaration = this.#declarationOf(before.logicalId);
    return this.#told(before, 'UPDATE', undefined, async (call) => {
      const given = this.#resolved(declared);
      const played = this.#playedAs(before.type);
      checkProperties(before.logicalId, played, Object.keys(declared));
      const made = await played.update({
        ...call,
        properties: given,
        physicalId: before.physicalId,
        oldProperties: before.given,
      });
      return this.#keep(declaration, { ...before, ...made, declared, given });
    });
  }

  /** Takes a resource back to what it was, after an attempt to change it to other properties. */
  restore(before: StackResource, attempted: Properties): Promise<StackResource> {
    return this.#told(before, 'UPDATE', undefined, async (call) => {
      const played = this.#playedAs(before.type);
      const made = await played.update({
        ...call,
        properties: before.given,
        physicalId: before.physicalId,
        oldProperties: attempted,
      });
      const restored = { ...before, ...made };
      this.resources.set(before.logicalId, restored);
      return restored;
    });
  }

  async delete(resource: StackResource): Promise<void> {
    await this.#told(resource, 'DELETE', undefined, async (call) => {
      await this.#playedAs(resource.type).delete({
        ...call,
        physicalId: resource.physicalId,
        properties: resource.given,
      });
      return resource;
    });
  }

  /** The properties as a plane gets them. */
  givenOf(declared: Properties): Properties {
    return this.#resolved(declared);
  }

  /** Keeps an unchanged resource as it is, with what the template now says about its end. */
  keepAsIs(before: StackResource): void {
    this.#keep(this.#declarationOf(before.logicalId), before);
  }

  skip(resource: StackResource): void {
    tell(this.#engine, this.#stack, subjectOf(resource), 'DELETE_SKIPPED');
  }

  #declarationOf(logicalId: string): ResourceDeclaration {
    const declaration = this.#template.Resources[logicalId];
    if (!declaration) throw new Error(`stack ${this.#stack.name} has no resource ${logicalId}`);
    return declaration;
  }

  #playedAs(type: string): PlayedType {
    return this.#engine.registry.of(type) ?? playNotPlayed(type);
  }

  #resolved(declared: Properties): Properties {
    const resolved = resolveReferences(declared, this.#engine.references);
    return isRecord(resolved) ? resolved : {};
  }

  #keep(
    declaration: ResourceDeclaration,
    made: Pick<StackResource, 'logicalId' | 'type' | 'physicalId' | 'attributes' | 'declared' | 'given'>,
  ): StackResource {
    const { logicalId, type, physicalId, attributes, declared, given } = made;
    const resource: StackResource = {
      logicalId,
      type,
      physicalId,
      attributes,
      declared,
      given,
      dependsOn: this.dependencies.get(logicalId) ?? [],
      deletionPolicy: declaration.DeletionPolicy,
      updateReplacePolicy: declaration.UpdateReplacePolicy,
    };
    this.resources.set(logicalId, resource);
    return resource;
  }

  async #told(
    of: Subject,
    verb: 'CREATE' | 'UPDATE' | 'DELETE',
    reason: string | undefined,
    work: (call: ResourceCall) => Promise<StackResource>,
  ): Promise<StackResource> {
    const subject = subjectOf(of);
    const say = (status: string, sentence?: string, about: Subject = subject) =>
      tell(this.#engine, this.#stack, about, `${verb}_${status}`, sentence);
    this.#engine.ending.throwIfAborted();
    say('IN_PROGRESS', reason);
    try {
      const done = await work({
        stackName: this.#stack.name,
        stackId: this.#stack.id,
        logicalId: of.logicalId,
        type: of.type,
        progress: (sentence) => say('IN_PROGRESS', sentence),
      });
      say('COMPLETE', undefined, subjectOf(done));
      return done;
    } catch (error) {
      say('FAILED', error instanceof Error ? error.message : String(error));
      throw error;
    }
  }
}

function subjectOf({ logicalId, physicalId, type }: Subject): Subject {
  return { logicalId, physicalId, type };
}
