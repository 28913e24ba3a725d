import type { PlayedType, Properties, ResourceCall } from '../plane.ts';
import { type DesiredParts, DesiredResources } from './desired-resources.ts';
import { resolveReferences } from './dynamic-references.ts';
import { type Engine, type Subject, tell } from './engine.ts';
import { type GraphFailure, runGraph } from './run-graph.ts';
import type { Stack, StackResource } from './stack.ts';
import type { FailedResource } from './stack-failed.ts';
import { isRecord, type ResourceDeclaration } from './template.ts';
import { checkProperties, whoPlays } from './type-registry.ts';

/** Makes, changes and deletes the resources of one template in one stack. */
export class ResourceRunner {
  readonly desired: DesiredResources;
  /** The resources there are; the runner adds to them. */
  readonly resources: Map<string, StackResource>;
  readonly #engine: Engine;
  readonly #stack: Stack;

  constructor(parts: DesiredParts) {
    this.desired = new DesiredResources(parts);
    this.resources = parts.resources;
    this.#engine = parts.engine;
    this.#stack = parts.stack;
  }

  run(ids: readonly string[], task: (logicalId: string) => Promise<void>): Promise<readonly GraphFailure[]> {
    return runGraph(ids, this.desired.dependencies, task);
  }

  failed(failures: readonly GraphFailure[]): readonly FailedResource[] {
    return failures.map(({ id, error }) => ({
      logicalId: id,
      type: this.desired.declarationOf(id).Type,
      reason: error.message,
    }));
  }

  create(logicalId: string, verb: 'CREATE' | 'UPDATE' = 'CREATE'): Promise<StackResource> {
    const declaration = this.desired.declarationOf(logicalId);
    const subject = { logicalId, physicalId: '', type: declaration.Type };
    const reason =
      verb === 'UPDATE'
        ? 'Requested update requires the creation of a new physical resource; hence creating one.'
        : undefined;
    return this.#told(subject, verb, reason, async (call) => {
      const declared = this.desired.declaredOf(logicalId);
      const given = this.#resolved(declared);
      const played = this.#playedAs(declaration.Type);
      checkProperties(logicalId, played, Object.keys(declared));
      const made = await played.create({ ...call, properties: given });
      return this.#keep(declaration, { ...subject, ...made, declared, given });
    });
  }

  update(before: StackResource, declared: Properties): Promise<StackResource> {
    const declaration = this.desired.declarationOf(before.logicalId);
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
    this.#keep(this.desired.declarationOf(before.logicalId), before);
  }

  /** Tells of a resource that failed before its plane was asked. */
  refuse(resource: StackResource, error: Error): void {
    tell(this.#engine, this.#stack, subjectOf(resource), 'UPDATE_FAILED', error.message);
  }

  skip(resource: StackResource): void {
    tell(this.#engine, this.#stack, subjectOf(resource), 'DELETE_SKIPPED');
  }

  #playedAs(type: string): PlayedType {
    return whoPlays(this.#engine.registry, type);
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
      dependsOn: this.desired.dependencies.get(logicalId) ?? [],
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
